import { untilNoneIsLeft } from '../until-none-is-left.ts';
import { sessionPolicy } from './identity-policy.ts';
import type { SessionsPort } from './sessions.port.ts';

/** Answers how many went. */
export type DeleteOldSessions = () => Promise<{ sessions: number }>;

const atMost = 1_000;

/** Deletes the sessions that were over a day ago, some at a time, so that no statement holds many rows for long. */
export function createDeleteOldSessions(dependencies: {
  sessions: Pick<SessionsPort, 'deleteOver'>;
  now: () => Date;
}): DeleteOldSessions {
  const { sessions, now } = dependencies;
  return async () => {
    const endedBefore = new Date(now().getTime() - sessionPolicy.keptMs);
    return { sessions: await untilNoneIsLeft(atMost, () => sessions.deleteOver({ endedBefore, atMost })) };
  };
}
