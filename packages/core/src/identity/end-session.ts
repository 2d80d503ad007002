import type { Viewer } from '../viewer.ts';
import { entryBy } from './identity-entry.ts';
import { sessionNotFound } from './identity-problems.ts';
import type { IdentityWork } from './identity-work.ts';
import type { SessionCachePort } from './sessions.port.ts';

export type EndSession = (input: { viewer: Viewer; sessionId: string }) => Promise<void>;

/**
 * Signs another device of the viewer out, or this one: durably first, then in the cache, so that it is out everywhere
 * as soon as this resolves. Fails with `session_not_found`, for somebody else's session too.
 */
export function createEndSession(dependencies: {
  work: IdentityWork;
  cache: SessionCachePort;
  now: () => Date;
  onCacheFailure: (error: unknown) => void;
}): EndSession {
  const { work, cache, now, onCacheFailure } = dependencies;
  return async ({ viewer, sessionId }) => {
    const tokenHash = await work(async ({ sessions, activity }) => {
      const ended = await sessions.endOneOf({ userId: viewer.userId, sessionId, endedAt: now() });
      if (ended === undefined) throw sessionNotFound();
      await activity.record(entryBy(viewer, 'session_ended'));
      return ended;
    });
    await cache.remove(tokenHash).catch(onCacheFailure);
  };
}
