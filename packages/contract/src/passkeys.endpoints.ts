import { endpoint } from './endpoint.ts';
import { SessionAnswer } from './identity.ts';
import {
  AddPasskeyBody,
  PasskeyAnswer,
  PasskeyOptionsAnswer,
  PasskeyParams,
  Passkeys,
  PasskeySignInBody,
  RenamePasskeyBody,
} from './passkeys.ts';

export const askForPasskeySignIn = endpoint({
  name: 'askForPasskeySignIn',
  method: 'POST',
  path: '/sign-in/passkey/options',
  summary: 'What the browser needs to sign in with a passkey of any account; also to confirm a session',
  access: 'public',
  responses: {
    200: { description: 'Options; an HttpOnly cookie binds them to this browser', body: PasskeyOptionsAnswer },
  },
  problems: ['too_many_requests', 'service_unavailable'],
});

export const signInWithPasskey = endpoint({
  name: 'signInWithPasskey',
  method: 'POST',
  path: '/sign-in/passkey',
  summary: 'Sign in with a passkey',
  access: 'public',
  body: PasskeySignInBody,
  responses: { 201: { description: 'Signed in; the session is an HttpOnly cookie', body: SessionAnswer } },
  problems: ['passkey_refused', 'too_many_requests', 'service_unavailable'],
});

export const askToAddPasskey = endpoint({
  name: 'askToAddPasskey',
  method: 'POST',
  path: '/passkeys/options',
  summary: 'What the browser needs to make a passkey for me; needs a fresh sign-in',
  access: 'session',
  responses: { 200: { description: 'Options, good for some minutes and this session', body: PasskeyOptionsAnswer } },
  problems: ['fresh_sign_in_required', 'too_many_passkeys', 'too_many_requests', 'service_unavailable'],
});

export const addPasskey = endpoint({
  name: 'addPasskey',
  method: 'POST',
  path: '/passkeys',
  summary: 'Keep the passkey that the browser made; needs a fresh sign-in',
  access: 'session',
  body: AddPasskeyBody,
  responses: { 201: { description: 'Kept', body: PasskeyAnswer } },
  problems: ['fresh_sign_in_required', 'passkey_refused', 'too_many_passkeys', 'service_unavailable'],
});

export const listPasskeys = endpoint({
  name: 'listPasskeys',
  method: 'GET',
  path: '/passkeys',
  summary: 'My passkeys',
  access: 'session',
  responses: { 200: { description: 'All of them', body: Passkeys } },
  problems: [],
});

export const renamePasskey = endpoint({
  name: 'renamePasskey',
  method: 'PATCH',
  path: '/passkeys/:passkeyId',
  summary: 'Give a passkey another name',
  access: 'session',
  params: PasskeyParams,
  body: RenamePasskeyBody,
  responses: { 200: { description: 'The passkey as it is now', body: PasskeyAnswer } },
  problems: ['passkey_not_found'],
});

export const removePasskey = endpoint({
  name: 'removePasskey',
  method: 'DELETE',
  path: '/passkeys/:passkeyId',
  summary: 'Remove a passkey: it signs nobody in any more; needs a fresh sign-in',
  access: 'session',
  params: PasskeyParams,
  responses: { 204: { description: 'Removed' } },
  problems: ['fresh_sign_in_required', 'passkey_not_found'],
});
