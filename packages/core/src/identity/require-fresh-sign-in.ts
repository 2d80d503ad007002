import type { Viewer } from '../viewer.ts';
import { freshSignInRequired } from './identity-problems.ts';
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
