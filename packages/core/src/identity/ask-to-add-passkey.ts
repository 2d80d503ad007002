import type { Viewer } from '../viewer.ts';
import { passkeyPolicy } from './identity-policy.ts';
import { signInRequired, tooManyPasskeys } from './identity-problems.ts';
import { keyOfSession } from './passkey-challenge.ts';
import type { PasskeyCeremoniesPort, PasskeyOptions } from './passkey-ceremonies.port.ts';
import type { PasskeyChallengesPort } from './passkey-challenges.port.ts';
import type { PasskeysPort } from './passkeys.port.ts';
import type { RequireFreshSignIn } from './require-fresh-sign-in.ts';
import type { SessionsPort } from './sessions.port.ts';

export type AskToAddPasskey = (viewer: Viewer) => Promise<PasskeyOptions>;

/**
 * What the browser needs to make a passkey, good for five minutes and this session. Fails with
 * `fresh_sign_in_required` (whoever found a device signed in must not leave with a way in of their own) or with
 * `too_many_passkeys`.
 */
export function createAskToAddPasskey(dependencies: {
  requireFreshSignIn: RequireFreshSignIn;
  sessions: Pick<SessionsPort, 'describe'>;
  passkeys: Pick<PasskeysPort, 'listOf'>;
  ceremonies: PasskeyCeremoniesPort;
  challenges: PasskeyChallengesPort;
}): AskToAddPasskey {
  const { requireFreshSignIn, sessions, passkeys, ceremonies, challenges } = dependencies;
  return async (viewer) => {
    await requireFreshSignIn(viewer);
    const [existing, described] = await Promise.all([
      passkeys.listOf(viewer.userId),
      sessions.describe(viewer.sessionId),
    ]);
    if (!described) throw signInRequired();
    if (existing.length >= passkeyPolicy.mostOfAPerson) throw tooManyPasskeys();
    const { userId, sessionId } = viewer;
    const options = await ceremonies.creationOptions({ userId, userName: described.contact, existing });
    await challenges.keep(keyOfSession(sessionId), options.challenge, passkeyPolicy.challengeLifetimeMs);
    return options;
  };
}
