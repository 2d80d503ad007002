import type { Account, NoticeChoice, NoticeKind } from '@portal/contract/account';
import type { Channel } from '@portal/contract/identity';
import { useId } from 'react';
import { useTranslation } from 'react-i18next';
import { Switch } from '../../components/switch.tsx';
import { useToast } from '../../components/toasts.tsx';
import { problemSentence } from '../identity/problem-sentence.ts';
import { useChangeAccount } from '../identity/use-account.ts';
import { useTakesNumbers } from '../identity/use-takes-numbers.ts';
import { AccountSection } from './account-section.tsx';

// In this order on the page: what happens often first, and what nobody can do without last.
const kinds: readonly NoticeKind[] = [
  'document_ready',
  'document_needs_you',
  'document_blocked',
  'trash_ending',
  'new_device',
];

/** What one is told of by a message, and by which: for the ways that there is an address of. */
export function NoticesSection({ account }: { account: Account }) {
  const { t } = useTranslation();
  const takesNumbers = useTakesNumbers();
  const channels = channelsOf(account);
  return (
    <AccountSection title={t('settings.notices.title')} intro={t('settings.notices.intro')}>
      <div>
        {kinds.map((kind) => (
          <NoticeEntry
            key={kind}
            kind={kind}
            choices={account.notices.filter((choice) => choice.kind === kind && channels.includes(choice.channel))}
          />
        ))}
      </div>
      {takesNumbers && !channels.includes('sms') && (
        <p className="pt-4 text-note text-graphite">{t('settings.notices.byText')}</p>
      )}
    </AccountSection>
  );
}

function channelsOf({ contacts }: Account): readonly Channel[] {
  return (['email', 'sms'] as const).filter((channel) => contacts.some((contact) => contact.channel === channel));
}

function NoticeEntry({ kind, choices }: { kind: NoticeKind; choices: readonly NoticeChoice[] }) {
  const { t } = useTranslation();
  const id = useId();
  const isFixed = choices.some((choice) => choice.isFixed);
  return (
    <div
      role="group"
      aria-labelledby={id}
      className="flex flex-wrap items-center gap-x-5 gap-y-1 border-b border-rule py-4 first:pt-0"
    >
      <div className="min-w-0 grow basis-64">
        <h3 id={id} className="font-strong">
          {t(`settings.notices.kinds.${kind}`)}
        </h3>
        {isFixed && <p className="text-note text-graphite">{t('settings.notices.always')}</p>}
      </div>
      <div className="flex flex-wrap gap-x-8 gap-y-1 max-sm:basis-full">
        {choices.map((choice) => (
          <NoticeSwitch key={choice.channel} choice={choice} />
        ))}
      </div>
    </div>
  );
}

function NoticeSwitch({ choice: { kind, channel, isOn, isFixed } }: { choice: NoticeChoice }) {
  const { t } = useTranslation();
  const toast = useToast();
  const change = useChangeAccount();
  // What was asked for stands while it is on its way, and the portal's word afterwards.
  const [asked] = change.isPending ? (change.variables?.notices ?? []) : [];
  const choose = (next: boolean) =>
    change.mutate(
      { notices: [{ kind, channel, isOn: next }] },
      { onError: (error) => toast.show({ tone: 'problem', text: problemSentence(t, error) }) },
    );
  return (
    <Switch
      label={t(`settings.notices.channels.${channel}`)}
      checked={asked?.isOn ?? isOn}
      onChange={choose}
      disabled={isFixed}
    />
  );
}
