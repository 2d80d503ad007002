import type { Viewer } from '../viewer.ts';
import { sessionPolicy } from './identity-policy.ts';
import type { OpenSession, SessionsPort } from './sessions.port.ts';

export type ListSessions = (viewer: Viewer) => Promise<OpenSession[]>;

/** The devices that the viewer is signed in on, last used first. */
export function createListSessions(dependencies: {
  sessions: Pick<SessionsPort, 'listOpen'>;
  now: () => Date;
}): ListSessions {
  const { sessions, now } = dependencies;
  return ({ userId }) => sessions.listOpen({ userId, now: now(), idleMs: sessionPolicy.idleMs });
}
