import { addContact, verifyContact } from '@portal/contract/account.endpoints';
import { useMutation } from '@tanstack/react-query';
import { useEffect, useRef, useState } from 'react';
import type { FormEvent } from 'react';
import { useTranslation } from 'react-i18next';
import { callEndpoint } from '../../app/api-client.ts';
import { hasCode } from '../../app/api-problem.ts';
import { useFormat } from '../../app/format.ts';
import { Button } from '../../components/button.tsx';
import { MarkedText } from '../../components/marked-text.tsx';
import { TextField } from '../../components/text-field.tsx';
import { useToast } from '../../components/toasts.tsx';
import { readAddress } from '../identity/address.ts';
import { useAddressWords } from '../identity/address-words.ts';
import { toChallenge } from '../identity/challenge.ts';
import type { Challenge } from '../identity/challenge.ts';
import { CodeQuestion } from '../identity/code-question.tsx';
import { useFreshly } from '../identity/fresh-sign-in-context.ts';
import { useTakeAccount } from '../identity/use-account.ts';

/** A new address, proven by a code before it counts. */
export function AddContact({ onEnd }: { onEnd: () => void }) {
  const { t } = useTranslation();
  const [challenge, setChallenge] = useState<Challenge>();
  return (
    <div className="flex max-w-100 flex-col gap-4">
      {challenge ? <ProveContact challenge={challenge} onEnd={onEnd} /> : <NewAddress onSent={setChallenge} />}
      <div>
        <Button onClick={onEnd}>{t('settings.cancel')}</Button>
      </div>
    </div>
  );
}

function NewAddress({ onSent }: { onSent: (challenge: Challenge) => void }) {
  const { t } = useTranslation();
  const freshly = useFreshly();
  const [typed, setTyped] = useState('');
  const [fault, setFault] = useState<string>();
  const words = useAddressWords();
  const field = useRef<HTMLInputElement>(null);
  useEffect(() => field.current?.focus(), []);
  const ask = useMutation({
    mutationFn: async ({ channel, address }: Pick<Challenge, 'channel' | 'address'>) => {
      const answer = await freshly(() => callEndpoint(addContact, { body: { channel, address } }));
      return toChallenge(answer, channel, address, Date.now());
    },
    onSuccess: onSent,
  });
  const problem = hasCode(ask.error, 'fresh_sign_in_required')
    ? t('settings.fresh.declined')
    : words.problemOf(ask.error);
  const submit = (event: FormEvent) => {
    event.preventDefault();
    const read = readAddress(typed);
    const found = words.faultOf(read);
    setFault(found);
    if (found !== undefined || read.kind !== 'address') field.current?.focus();
    else ask.mutate(read);
  };
  return (
    <form noValidate onSubmit={submit} className="flex flex-col gap-3">
      <TextField
        ref={field}
        label={words.newLabel}
        value={typed}
        onChange={(value) => {
          setTyped(value);
          setFault(undefined);
          if (ask.isError) ask.reset();
        }}
        error={fault ?? problem}
        autoComplete="off"
        autoCapitalize="none"
        spellCheck={false}
        dir={typed ? 'ltr' : undefined}
      />
      <Button type="submit" variant="main" busyLabel={ask.isPending ? t('signIn.sending') : undefined}>
        {t('settings.contacts.send')}
      </Button>
    </form>
  );
}

function ProveContact({ challenge, onEnd }: { challenge: Challenge; onEnd: () => void }) {
  const { t } = useTranslation();
  const format = useFormat();
  const toast = useToast();
  const freshly = useFreshly();
  const take = useTakeAccount();
  const { challengeId, sentTo, sentAt } = challenge;
  return (
    <>
      <p>
        <MarkedText text={t('signIn.codeSent', { sentTo, time: format.time(sentAt) })} />
      </p>
      <CodeQuestion
        challenge={challenge}
        tryCode={(code) => freshly(() => callEndpoint(verifyContact, { body: { challengeId, code } }))}
        faultOf={(error) => (hasCode(error, 'contact_taken') ? t('settings.contacts.taken') : undefined)}
        onRight={({ account }) => {
          take(account);
          toast.show({ text: t('settings.contacts.added') });
          onEnd();
        }}
      />
    </>
  );
}
