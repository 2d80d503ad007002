import { hashSessionToken } from './session-token.ts';
import type { RequestOrigin, Viewer } from '../viewer.ts';
import { entryOf } from './identity-entry.ts';
import type { IdentityWork, IdentityWorkPorts } from './identity-work.ts';
import type { Session, SessionCachePort } from './sessions.port.ts';

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
    const { sessionId: id, userId, recordId, origin } = viewer;
    await work((ports) => closeSession(ports, { id, userId, recordId }, origin, now()));
    await cache.remove(hashSessionToken(token)).catch(onCacheFailure);
  };
}

/** Ends a session and writes it down, once. */
export async function closeSession(
  { sessions, activity }: Pick<IdentityWorkPorts, 'sessions' | 'activity'>,
  session: Pick<Session, 'id' | 'userId' | 'recordId'>,
  origin: RequestOrigin,
  now: Date,
): Promise<void> {
  const wasOpen = await sessions.end(session.id, now);
  if (!wasOpen) return;
  await activity.record(entryOf('signed_out', session, origin));
}
