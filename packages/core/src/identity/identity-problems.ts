import { PortalProblem } from '../problem.ts';
import { passkeyPolicy } from './identity-policy.ts';

export const codeWrongOrExpired = () =>
  new PortalProblem(
    'code_wrong_or_expired',
    'This code is not right, or it is older than 5 minutes. Check the newest message, or ask for another code.',
  );

export const codeTriesSpent = () =>
  new PortalProblem('code_wrong_or_expired', 'There were too many wrong codes. Please ask for another one.');

export const channelNotSentBy = () => {
  const message = 'This portal sends no text messages. Please use an e-mail address.';
  return new PortalProblem('invalid_request', message, { errors: [{ field: 'channel', message }] });
};

type TooMany = (retryAfterMs: number) => PortalProblem;

export const askedTooOften: TooMany = (retryAfterMs) =>
  tooMany(retryAfterMs, (wait) => `Please wait ${wait} before you ask for another code.`);

export const networkAskedTooOften: TooMany = (retryAfterMs) =>
  tooMany(
    retryAfterMs,
    (wait) => `Many codes were asked for from where you are. Please wait ${wait} before you ask for one.`,
  );

export const triedTooOften: TooMany = (retryAfterMs) =>
  tooMany(
    retryAfterMs,
    (wait) => `There were many attempts to sign in from where you are. Please wait ${wait} before you try again.`,
  );

export const textMessagesSpent: TooMany = (retryAfterMs) =>
  tooMany(
    retryAfterMs,
    (wait) => `The portal cannot send text messages right now. Please use an e-mail address, or wait ${wait}.`,
  );

/** Nothing is wrong with the patient's code: it is somebody's wrong ones that are to stop. */
export const addressLocked: TooMany = (retryAfterMs) =>
  tooMany(
    retryAfterMs,
    (wait) =>
      `Wrong codes were entered too often for this address. To protect it, no code is taken for ${wait}. Please try again then.`,
  );

function tooMany(retryAfterMs: number, sentence: (wait: string) => string): PortalProblem {
  const retryAfterSeconds = Math.max(1, Math.ceil(retryAfterMs / 1000));
  return new PortalProblem('too_many_requests', sentence(inWords(retryAfterSeconds)), { retryAfterSeconds });
}

function inWords(seconds: number): string {
  if (seconds > 90 * 60) return `${Math.ceil(seconds / 3600)} hours`;
  if (seconds > 90) return `${Math.ceil(seconds / 60)} minutes`;
  return seconds === 1 ? '1 second' : `${seconds} seconds`;
}

export const signInRequired = () => new PortalProblem('sign_in_required', 'Please sign in to go on.');

export const freshSignInRequired = () =>
  new PortalProblem('fresh_sign_in_required', 'Please show once more that it is you: with a code or a passkey.');

export const sessionNotFound = () =>
  new PortalProblem('session_not_found', 'This device is not signed in, or it is signed out already.');

export const passkeyNotFound = () =>
  new PortalProblem('passkey_not_found', 'There is no such passkey, or it was removed.');

export const passkeyRefused = () =>
  new PortalProblem('passkey_refused', 'This passkey could not be used. Please try again, or sign in with a code.');

export const tooManyPasskeys = () =>
  new PortalProblem(
    'too_many_passkeys',
    `There can be ${passkeyPolicy.mostOfAPerson} passkeys at most. Please remove one that you do not use.`,
  );
