import type {
  PublicKeyCredentialCreationOptionsJSON,
  PublicKeyCredentialRequestOptionsJSON,
} from '@simplewebauthn/browser';
import { startAuthentication, startRegistration, WebAuthnAbortService } from '@simplewebauthn/browser';
import type { PasskeyOptions } from '@portal/contract/passkeys';
import type * as z from 'zod/mini';

/*
 * The library that speaks WebAuthn to the browser. Loaded when a passkey is first asked for or offered: the sign-in page
 * stands without it. The contract passes what the library and its twin on the server say to each other as it is.
 */

type Options = z.infer<typeof PasskeyOptions>;

/**
 * Has the browser prove a passkey: `prompt` opens its dialog, `autofill` offers passkeys in the field of the page and
 * waits, perhaps for ever. Fails with `NotAllowedError` where nobody agreed, `AbortError` where another one began.
 */
export async function provePasskey(options: Options, way: 'prompt' | 'autofill') {
  const optionsJSON = options as unknown as PublicKeyCredentialRequestOptionsJSON;
  const { response, ...rest } = await startAuthentication({ optionsJSON, useBrowserAutofill: way === 'autofill' });
  return { ...rest, response: { ...response } };
}

/** Has the browser make a passkey. Fails as above, and with `InvalidStateError` where this device has one already. */
export async function makePasskey(options: Options) {
  const optionsJSON = options as unknown as PublicKeyCredentialCreationOptionsJSON;
  const { response, ...rest } = await startRegistration({ optionsJSON });
  return { ...rest, response: { ...response } };
}

export function stopOffering(): void {
  WebAuthnAbortService.cancelCeremony();
}
