import type { SessionAnswer } from '@portal/contract/identity';
import { askForPasskeySignIn, signInWithPasskey } from '@portal/contract/passkeys.endpoints';
import { useMutation } from '@tanstack/react-query';
import { useEffect, useEffectEvent, useState } from 'react';
import { callEndpoint } from '../../app/api-client.ts';
import { askForProof, canOfferInField, wasCancelled } from './passkey.ts';

/** What the portal asks a passkey to sign lives for five minutes; a page that is left open asks for something newer. */
const renewEveryMs = 240_000;

export type PasskeySignIn = {
  start: () => void;
  isPending: boolean;
  fault: unknown;
  /** The other way in was taken: what went wrong on this one is over. */
  forget: () => void;
};

/** Signs in with a passkey: by the button, and by the field, where the browser shows passkeys among the addresses. */
export function usePasskeySignIn(onSignedIn: (session: SessionAnswer) => void): PasskeySignIn {
  const [offer, setOffer] = useState(0);
  const [fault, setFault] = useState<unknown>();
  const signedIn = useEffectEvent(onSignedIn);
  const byButton = useMutation({
    mutationFn: async () => callEndpoint(signInWithPasskey, { body: { response: await askForProof() } }),
    onMutate: () => setFault(undefined),
    onSuccess: onSignedIn,
    onError: (error) => {
      setFault(error);
      // The dialog of the button has ended the offer in the field.
      if (wasCancelled(error)) setOffer((count) => count + 1);
    },
  });
  useEffect(() => {
    const left = new AbortController();
    const offerInField = async () => {
      try {
        const session = await signInByField(left.signal);
        if (session && !left.signal.aborted) signedIn(session);
      } catch (error) {
        if (!left.signal.aborted && !wasCancelled(error)) setFault(error);
      }
    };
    void offerInField();
    return () => left.abort();
  }, [offer]);
  useEffect(() => {
    const timer = setInterval(() => {
      if (document.visibilityState === 'visible') setOffer((count) => count + 1);
    }, renewEveryMs);
    return () => clearInterval(timer);
  }, []);
  return {
    start: () => byButton.mutate(),
    isPending: byButton.isPending,
    fault,
    forget: () => setFault(undefined),
  };
}

/** Answers when somebody chooses a passkey in the field; with nothing where the browser or the portal cannot offer any. */
async function signInByField(signal: AbortSignal): Promise<SessionAnswer | undefined> {
  if (!(await canOfferInField())) return undefined;
  // Nobody has asked for anything yet: an offer that cannot be made is not spoken of.
  const asked = await callEndpoint(askForPasskeySignIn, { signal }).catch(() => undefined);
  const { provePasskey, stopOffering } = await import('./passkey-browser.ts');
  if (!asked || signal.aborted) return undefined;
  signal.addEventListener('abort', stopOffering, { once: true });
  try {
    const response = await provePasskey(asked.options, 'autofill');
    return await callEndpoint(signInWithPasskey, { body: { response } });
  } finally {
    signal.removeEventListener('abort', stopOffering);
  }
}
