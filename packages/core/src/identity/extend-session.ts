import { signInRequired } from './identity-problems.ts';
import { idleEndOf, sessionPolicy } from './identity-policy.ts';
import { hashSessionToken } from './session-token.ts';
import type { Session, SessionCachePort, SessionsPort } from './sessions.port.ts';

export type ExtendSession = (input: { session: Session; token: string }) => Promise<Session>;

/** Begins the idle time anew, to the second, never past the absolute end. Fails with `sign_in_required`. */
export function createExtendSession(dependencies: {
  sessions: Pick<SessionsPort, 'touch'>;
  cache: SessionCachePort;
  now: () => Date;
  onCacheFailure: (error: unknown) => void;
}): ExtendSession {
  const { sessions, cache, now, onCacheFailure } = dependencies;
  return async ({ session, token }) => {
    const at = now();
    if (!(await sessions.touch(session.id, at))) throw signInRequired();
    const extended = { ...session, lastUsedAt: at };
    const lifetimeMs = Math.min(sessionPolicy.cacheMs, idleEndOf(extended).getTime() - at.getTime());
    await cache.set(hashSessionToken(token), extended, lifetimeMs).catch(onCacheFailure);
    return extended;
  };
}
