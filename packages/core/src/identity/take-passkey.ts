import type { RequestOrigin } from '../viewer.ts';
import { passkeyRefused } from './identity-problems.ts';
import type { IdentityWork } from './identity-work.ts';
import { keyOfBrowser } from './passkey-challenge.ts';
import type { PasskeyCeremoniesPort, PasskeyResponse } from './passkey-ceremonies.port.ts';
import type { PasskeyChallengesPort } from './passkey-challenges.port.ts';
import type { PasskeysPort } from './passkeys.port.ts';
import type { SignInLimits } from './sign-in-limits.ts';

/** Whose passkey it is, and the counter of its signature. */
export type ProvenPasskey = { id: string; userId: string; recordId: string; counter: number };

export type TakePasskey = (input: {
  response: PasskeyResponse;
  /** The cookie of the browser that asked; the challenge is good there only, and once. */
  ticket: string | undefined;
  origin: RequestOrigin;
}) => Promise<ProvenPasskey>;

/**
 * Verifies a passkey against the challenge of this browser. Fails with `passkey_refused`,
 * `too_many_requests` or `service_unavailable`.
 */
export function createTakePasskey(dependencies: {
  passkeys: Pick<PasskeysPort, 'findByCredential'>;
  ceremonies: Pick<PasskeyCeremoniesPort, 'verifyRequest'>;
  challenges: PasskeyChallengesPort;
  limits: Pick<SignInLimits, 'takeTry'>;
  work: IdentityWork;
}): TakePasskey {
  const { passkeys, ceremonies, challenges, limits, work } = dependencies;
  return async ({ response, ticket, origin }) => {
    await limits.takeTry(origin, 'passkey');
    const challenge = ticket === undefined ? undefined : await challenges.take(keyOfBrowser(ticket));
    if (challenge === undefined) throw passkeyRefused();
    const credential = await passkeys.findByCredential(response.id);
    if (!credential) throw passkeyRefused();
    const verified = await ceremonies.verifyRequest({ response, challenge, credential });
    if (!verified) {
      await work(({ activity }) =>
        activity.record({
          action: 'sign_in_refused',
          outcome: 'refused',
          actor: { type: 'patient', userId: credential.userId, sessionId: null },
          recordId: credential.recordId,
          documentId: null,
          origin,
        }),
      );
      throw passkeyRefused();
    }
    const { id, userId, recordId } = credential;
    return { id, userId, recordId, counter: verified.counter };
  };
}

/** Notes the use, within the transaction of what the passkey opens: one signature opens one thing. */
export async function usePasskey(
  passkeys: Pick<PasskeysPort, 'use'>,
  { id, counter }: ProvenPasskey,
  usedAt: Date,
): Promise<void> {
  if (!(await passkeys.use({ id, counter, usedAt }))) throw passkeyRefused();
}
