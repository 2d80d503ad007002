import { askForPasskeySignIn, askToAddPasskey } from '@portal/contract/passkeys.endpoints';
import type { TFunction } from 'i18next';
import { callEndpoint } from '../../app/api-client.ts';
import { hasCode } from '../../app/api-problem.ts';
import { problemSentence } from './problem-sentence.ts';

export function canUsePasskeys(): boolean {
  return window.isSecureContext && typeof PublicKeyCredential === 'function';
}

/** Whether this device itself can keep one: without, an offer would ask for a key that hardly anybody has. */
export async function canKeepPasskey(): Promise<boolean> {
  return canUsePasskeys() && PublicKeyCredential.isUserVerifyingPlatformAuthenticatorAvailable();
}

/** Whether the browser shows passkeys in a field, beside the addresses it remembers. */
export async function canOfferInField(): Promise<boolean> {
  return canUsePasskeys() && ((await PublicKeyCredential.isConditionalMediationAvailable?.()) ?? false);
}

/** A passkey's proof for the portal, after the browser's own dialog. */
export async function askForProof() {
  const { options } = await callEndpoint(askForPasskeySignIn, {});
  return (await import('./passkey-browser.ts')).provePasskey(options, 'prompt');
}

/** A new passkey for the portal to keep, after the browser's own dialog. */
export async function askForNewPasskey() {
  const { options } = await callEndpoint(askToAddPasskey, {});
  return (await import('./passkey-browser.ts')).makePasskey(options);
}

/** Nobody agreed, the time ran out, or something else began: the browser does not tell them apart. */
export function wasCancelled(error: unknown): boolean {
  return error instanceof Error && ['NotAllowedError', 'AbortError'].includes(error.name);
}

export function passkeyWords(t: TFunction, error: unknown): string | undefined {
  if (!error) return undefined;
  if (wasCancelled(error)) return t('signIn.passkeyCancelled');
  if (hasCode(error, 'passkey_refused')) return t('signIn.passkeyRefused');
  return problemSentence(t, error);
}
