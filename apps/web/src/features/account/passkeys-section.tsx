import type { Passkey } from '@portal/contract/passkeys';
import { KeyRound, Plus } from 'lucide-react';
import { useState } from 'react';
import { useTranslation } from 'react-i18next';
import { useFormat } from '../../app/format.ts';
import { Button } from '../../components/button.tsx';
import { useToast } from '../../components/toasts.tsx';
import { addPasskeyWords } from '../identity/passkey-words.ts';
import { canUsePasskeys } from '../identity/passkey.ts';
import { useAddPasskey, usePasskeys } from '../identity/use-passkeys.ts';
import { AccountSection } from './account-section.tsx';
import { Entries } from './entries.tsx';
import { Entry } from './entry.tsx';
import { RemovePasskey, RenamePasskey } from './passkey-dialogs.tsx';

type Question = { kind: 'rename' | 'remove'; passkey: Passkey };

/** The keys that sign one in without a code. */
export function PasskeysSection() {
  const { t } = useTranslation();
  const passkeys = usePasskeys();
  const toast = useToast();
  const add = useAddPasskey();
  const [question, setQuestion] = useState<Question>();
  const close = () => setQuestion(undefined);
  return (
    <AccountSection title={t('settings.passkeys.title')} intro={t('settings.passkeys.intro')}>
      <Entries label={t('settings.passkeys.title')} query={passkeys} none={t('settings.passkeys.none')}>
        {(passkey) => (
          <PasskeyEntry key={passkey.id} passkey={passkey} onAsk={(kind) => setQuestion({ kind, passkey })} />
        )}
      </Entries>
      {canUsePasskeys() && (
        <div className="pt-5">
          <Button
            icon={Plus}
            busyLabel={add.isPending ? t('signIn.passkeyWaiting') : undefined}
            onClick={() =>
              add.mutate(undefined, { onSuccess: () => toast.show({ text: t('settings.passkeys.added') }) })
            }
          >
            {t('settings.passkeys.add')}
          </Button>
        </div>
      )}
      <div role="alert">{add.error && <p className="mt-3 text-note text-stop">{addPasskeyWords(t, add.error)}</p>}</div>
      {question?.kind === 'rename' && <RenamePasskey passkey={question.passkey} onClose={close} />}
      {question?.kind === 'remove' && <RemovePasskey passkey={question.passkey} onClose={close} />}
    </AccountSection>
  );
}

type PasskeyEntryProps = { passkey: Passkey; onAsk: (kind: Question['kind']) => void };

function PasskeyEntry({ passkey: { name, createdAt, lastUsedAt }, onAsk }: PasskeyEntryProps) {
  const { t } = useTranslation();
  const format = useFormat();
  const created = format.date(createdAt);
  return (
    <Entry
      icon={KeyRound}
      name={name}
      facts={
        lastUsedAt === null
          ? t('settings.passkeys.factsUnused', { created })
          : t('settings.passkeys.facts', { created, used: format.dateTime(lastUsedAt) })
      }
      actions={
        <>
          <Button size="small" onClick={() => onAsk('rename')} aria-label={t('settings.passkeys.renameOf', { name })}>
            {t('settings.passkeys.rename')}
          </Button>
          <Button size="small" onClick={() => onAsk('remove')} aria-label={t('settings.passkeys.removeOf', { name })}>
            {t('settings.remove')}
          </Button>
        </>
      }
    />
  );
}
