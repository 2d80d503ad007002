import type { Viewer } from '../viewer.ts';
import type { IdentityWork } from './identity-work.ts';
import { hashSessionToken } from './session-token.ts';
import type { SessionCachePort } from './sessions.port.ts';

export type SignOut = (input: { viewer: Viewer; token: string }) => Promise<void>;

/**
 * Ends the viewer's session, durably first: after this resolves no copy brings it back, and one that the cache could
 * not drop leaves by itself within a minute. Rejects with `service_unavailable` where it could not be ended.
 */
export function createSignOut(dependencies: {
  work: IdentityWork;
  cache: SessionCachePort;
  now: () => Date;
  onCacheFailure: (error: unknown) => void;
}): SignOut {
  const { work, cache, now, onCacheFailure } = dependencies;
  return async ({ viewer, token }) => {
    await work(async ({ sessions, activity }) => {
      const wasOpen = await sessions.end(viewer.sessionId, now());
      if (!wasOpen) return;
      await activity.record({
        action: 'signed_out',
        outcome: 'done',
        actor: { type: 'patient', userId: viewer.userId, sessionId: viewer.sessionId },
        recordId: viewer.recordId,
        documentId: null,
        origin: viewer.origin,
      });
    });
    await cache.remove(hashSessionToken(token)).catch(onCacheFailure);
  };
}
