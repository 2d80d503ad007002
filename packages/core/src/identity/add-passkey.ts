import { newId } from '../new-id.ts';
import type { Viewer } from '../viewer.ts';
import { entryBy } from './identity-entry.ts';
import { passkeyRefused, tooManyPasskeys } from './identity-problems.ts';
import type { IdentityWork } from './identity-work.ts';
import { passkeyPolicy } from './identity-policy.ts';
import { keyOfSession } from './passkey-challenge.ts';
import type { PasskeyCeremoniesPort, PasskeyResponse } from './passkey-ceremonies.port.ts';
import type { PasskeyChallengesPort } from './passkey-challenges.port.ts';
import type { Passkey } from './passkeys.port.ts';
import { requireStillOpen } from './require-fresh-sign-in.ts';
import type { RequireFreshSignIn } from './require-fresh-sign-in.ts';

export type AddPasskey = (input: { viewer: Viewer; name: string; response: PasskeyResponse }) => Promise<Passkey>;

/**
 * Keeps the passkey that the browser made for the challenge of this session. Fails with `fresh_sign_in_required`, with
 * `passkey_refused` for a response to anything else, or a key that is kept already, or with `too_many_passkeys`.
 */
export function createAddPasskey(dependencies: {
  requireFreshSignIn: RequireFreshSignIn;
  ceremonies: PasskeyCeremoniesPort;
  challenges: PasskeyChallengesPort;
  work: IdentityWork;
  now: () => Date;
}): AddPasskey {
  const { requireFreshSignIn, ceremonies, challenges, work, now } = dependencies;
  return async ({ viewer, name, response }) => {
    await requireFreshSignIn(viewer);
    const challenge = await challenges.take(keyOfSession(viewer.sessionId));
    const credential = challenge === undefined ? undefined : await ceremonies.verifyCreation({ response, challenge });
    if (!credential) throw passkeyRefused();
    return work(async ({ passkeys, sessions, activity }) => {
      const { userId } = viewer;
      const made = { ...credential, id: newId(), userId, name, createdAt: now() };
      const passkey = await passkeys.add({ ...made, atMost: passkeyPolicy.mostOfAPerson });
      if (passkey === 'full') throw tooManyPasskeys();
      if (passkey === 'known') throw passkeyRefused();
      await requireStillOpen(sessions, viewer, now());
      await activity.record(entryBy(viewer, 'passkey_added'));
      return passkey;
    });
  };
}
