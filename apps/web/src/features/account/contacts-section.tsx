import type { Account, AccountContact } from '@portal/contract/account';
import { removeContact } from '@portal/contract/account.endpoints';
import { useMutation } from '@tanstack/react-query';
import { Mail, MessageSquare, Plus } from 'lucide-react';
import { useState } from 'react';
import { useTranslation } from 'react-i18next';
import { callEndpoint } from '../../app/api-client.ts';
import { hasCode } from '../../app/api-problem.ts';
import { useFormat } from '../../app/format.ts';
import { Button } from '../../components/button.tsx';
import { ConfirmDialog } from '../../components/confirm-dialog.tsx';
import { useToast } from '../../components/toasts.tsx';
import { useAddressWords } from '../identity/address-words.ts';
import { useFreshly } from '../identity/fresh-sign-in-context.ts';
import { problemSentence } from '../identity/problem-sentence.ts';
import { useTakeAccount } from '../identity/use-account.ts';
import { AccountSection } from './account-section.tsx';
import { AddContact } from './add-contact.tsx';
import { Entry } from './entry.tsx';

/** The addresses that sign one in. */
export function ContactsSection({ account }: { account: Account }) {
  const { t } = useTranslation();
  const words = useAddressWords();
  const [adding, setAdding] = useState(false);
  const [removing, setRemoving] = useState<AccountContact>();
  const isOnlyOne = account.contacts.length === 1;
  return (
    <AccountSection title={t('settings.contacts.title')} intro={t('settings.contacts.intro')}>
      <ul aria-label={t('settings.contacts.title')}>
        {account.contacts.map((contact) => (
          <ContactEntry
            key={contact.id}
            contact={contact}
            onRemove={isOnlyOne ? undefined : () => setRemoving(contact)}
          />
        ))}
      </ul>
      <div className="pt-5">
        {adding ? (
          <AddContact onEnd={() => setAdding(false)} />
        ) : (
          <Button icon={Plus} onClick={() => setAdding(true)}>
            {words.add}
          </Button>
        )}
      </div>
      {removing && <RemoveContact contact={removing} onClose={() => setRemoving(undefined)} />}
    </AccountSection>
  );
}

type ContactEntryProps = { contact: AccountContact; onRemove: (() => void) | undefined };

function ContactEntry({ contact: { channel, address, verifiedAt }, onRemove }: ContactEntryProps) {
  const { t } = useTranslation();
  const format = useFormat();
  return (
    <Entry
      icon={channel === 'sms' ? MessageSquare : Mail}
      name={<span dir="ltr">{address}</span>}
      facts={t('settings.contacts.since', { day: format.date(verifiedAt) })}
      actions={
        onRemove && (
          <Button size="small" onClick={onRemove} aria-label={t('settings.contacts.removeOf', { address })}>
            {t('settings.remove')}
          </Button>
        )
      }
    />
  );
}

function RemoveContact({ contact, onClose }: { contact: AccountContact; onClose: () => void }) {
  const { t } = useTranslation();
  const toast = useToast();
  const freshly = useFreshly();
  const take = useTakeAccount();
  const remove = useMutation({
    mutationFn: () => freshly(() => callEndpoint(removeContact, { params: { contactId: contact.id } })),
    onSuccess: ({ account }) => {
      take(account);
      toast.show({ text: t('settings.contacts.removed') });
    },
    onError: (error) => {
      if (!hasCode(error, 'fresh_sign_in_required')) toast.show({ tone: 'problem', text: problemSentence(t, error) });
    },
    onSettled: onClose,
  });
  return (
    <ConfirmDialog
      open={!remove.isPending}
      onClose={onClose}
      title={t('settings.contacts.removeTitle')}
      safeLabel={t('settings.keep')}
      confirmLabel={t('settings.remove')}
      onConfirm={() => remove.mutate()}
    >
      <bdi className="font-strong text-ink">{contact.address}</bdi> {t('settings.contacts.removeText')}
    </ConfirmDialog>
  );
}
