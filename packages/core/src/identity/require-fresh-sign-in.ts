import type { Viewer } from '../viewer.ts';
import { freshSignInRequired, signInRequired } from './identity-problems.ts';
import { freshEndOf } from './identity-policy.ts';
import type { SessionsPort } from './sessions.port.ts';

export type RequireFreshSignIn = (viewer: Viewer) => Promise<void>;

/**
 * Lets pass whoever proved who they are within ten minutes; throws `fresh_sign_in_required` for everybody else. Asks
 * the durable copy: a cache that lags, or that somebody wrote to, makes nobody fresh.
 */
export function createRequireFreshSignIn(dependencies: {
  sessions: Pick<SessionsPort, 'describe'>;
  now: () => Date;
}): RequireFreshSignIn {
  const { sessions, now } = dependencies;
  return async ({ sessionId }) => {
    const described = await sessions.describe(sessionId);
    if (!described || now() >= freshEndOf(described.confirmedAt)) throw freshSignInRequired();
  };
}

/**
 * Asked last in the transaction of what needed a fresh sign-in: a session that somebody has ended since then is held to
 * that end, and one that is being ended waits for it. Throws `sign_in_required`.
 */
export async function requireStillOpen(
  sessions: Pick<SessionsPort, 'touch'>,
  { sessionId }: Pick<Viewer, 'sessionId'>,
  now: Date,
): Promise<void> {
  if (!(await sessions.touch(sessionId, now))) throw signInRequired();
}
