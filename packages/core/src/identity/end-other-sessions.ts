import type { Viewer } from '../viewer.ts';
import { entryBy } from './identity-entry.ts';
import type { IdentityWork } from './identity-work.ts';
import type { SessionCachePort } from './sessions.port.ts';

/** Answers how many there were. */
export type EndOtherSessions = (viewer: Viewer) => Promise<number>;

/** Signs the viewer out everywhere else; written down once, where there was anything to end. */
export function createEndOtherSessions(dependencies: {
  work: IdentityWork;
  cache: SessionCachePort;
  now: () => Date;
  onCacheFailure: (error: unknown) => void;
}): EndOtherSessions {
  const { work, cache, now, onCacheFailure } = dependencies;
  return async (viewer) => {
    const tokenHashes = await work(async ({ sessions, activity }) => {
      const { userId, sessionId } = viewer;
      const ended = await sessions.endOthersOf({
        userId,
        exceptSessionId: sessionId,
        contactId: undefined,
        endedAt: now(),
      });
      if (ended.length > 0) await activity.record(entryBy(viewer, 'session_ended'));
      return ended;
    });
    await forgetSessions(cache, tokenHashes, onCacheFailure);
    return tokenHashes.length;
  };
}

/** All at once; what the cache could not drop leaves by itself within a minute. */
export async function forgetSessions(
  cache: Pick<SessionCachePort, 'remove'>,
  tokenHashes: readonly string[],
  onCacheFailure: (error: unknown) => void,
): Promise<void> {
  await Promise.all(tokenHashes.map((tokenHash) => cache.remove(tokenHash).catch(onCacheFailure)));
}
