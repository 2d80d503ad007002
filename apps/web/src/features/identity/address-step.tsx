import { useEffect, useRef, useState } from 'react';
import type { FormEvent } from 'react';
import type { TFunction } from 'i18next';
import type { Channel, SessionAnswer } from '@portal/contract/identity';
import { useTranslation } from 'react-i18next';
import { Button } from '../../components/button.tsx';
import { TextField } from '../../components/text-field.tsx';
import { readAddress } from './address.ts';
import { useAddressWords } from './address-words.ts';
import type { Challenge } from './challenge.ts';
import { canUsePasskeys } from './passkey.ts';
import { PasskeyButton } from './passkey-button.tsx';
import { SignInHeading } from './sign-in-heading.tsx';
import { useAskForCode } from './use-ask-for-code.ts';
import { usePasskeySignIn } from './use-passkey-sign-in.ts';

type AddressStepProps = {
  /** Which keyboard a phone shows. */
  expects: Channel;
  onSent: (challenge: Challenge) => void;
  /** With a passkey no code is needed. */
  onSignedIn: (session: SessionAnswer) => void;
};

/** Where shall the code go? */
export function AddressStep({ expects, onSent, onSignedIn }: AddressStepProps) {
  const { t } = useTranslation();
  const [typed, setTyped] = useState('');
  const [fault, setFault] = useState<string>();
  const words = useAddressWords();
  const field = useRef<HTMLInputElement>(null);
  const ask = useAskForCode();
  const passkey = usePasskeySignIn(onSignedIn);
  const forgetFaults = () => {
    setFault(undefined);
    if (ask.isError) ask.reset();
  };
  useEffect(() => field.current?.focus(), []);

  const submit = (event: FormEvent) => {
    event.preventDefault();
    const read = readAddress(typed);
    const found = words.faultOf(read);
    passkey.forget();
    setFault(found);
    if (found !== undefined || read.kind !== 'address') field.current?.focus();
    else ask.mutate({ channel: read.channel, address: read.address }, { onSuccess: onSent });
  };

  return (
    <form noValidate onSubmit={submit} className="flex flex-col">
      <SignInHeading title={t('signIn.title')}>{t('signIn.intro')}</SignInHeading>
      <div className="mt-10">
        <TextField
          ref={field}
          large
          label={words.label}
          name="address"
          value={typed}
          onChange={(value) => {
            setTyped(value);
            forgetFaults();
          }}
          error={fault ?? words.problemOf(ask.error)}
          inputMode={expects === 'sms' ? 'tel' : 'email'}
          autoComplete={expects === 'sms' ? 'tel webauthn' : 'username webauthn'}
          autoCapitalize="none"
          spellCheck={false}
          enterKeyHint="send"
          // An address is written from left to right, whatever stands around it.
          dir={typed ? 'ltr' : undefined}
        />
      </div>
      <Button type="submit" variant="main" size="large" wide className="mt-3" busyLabel={busyWords(t, ask)}>
        {t('signIn.send')}
      </Button>
      {canUsePasskeys() && <PasskeyButton passkey={passkey} onStart={forgetFaults} />}
    </form>
  );
}

/** Without a network the call waits, and goes on by itself. */
function busyWords(t: TFunction, ask: { isPending: boolean; isPaused: boolean }): string | undefined {
  if (!ask.isPending) return undefined;
  return ask.isPaused ? t('states.waiting') : t('signIn.sending');
}
