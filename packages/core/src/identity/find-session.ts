import { idleEndOf, isOver, sessionPolicy } from './identity-policy.ts';
import { hashSessionToken, looksLikeSessionToken } from './session-token.ts';
import type { Session, SessionCachePort, SessionsPort } from './sessions.port.ts';

export type FindSession = (input: {
  token: string;
  /** Asked by the page itself, not by a person: does not prolong the session. */
  isBackground: boolean;
  /** Told at once of the record that the token opened a moment ago: for work that may begin before the answer. */
  onGuess?: ((recordId: string) => void) | undefined;
}) => Promise<Session | undefined>;

/**
 * Whose session a token opens, if it still does, and notes that it was used. The cache answers where it can; whatever
 * it cannot answer, and every "no" of its, is asked of the durable copy. Rejects only where that one fails.
 */
export function createFindSession(dependencies: {
  sessions: Pick<SessionsPort, 'find' | 'touch'>;
  cache: SessionCachePort;
  /** The record that the token (its hash) opened when it was last looked up here. */
  recollectRecord: (tokenHash: string) => string | undefined;
  now: () => Date;
  onCacheFailure: (error: unknown) => void;
}): FindSession {
  const { sessions, cache, recollectRecord, now, onCacheFailure } = dependencies;

  async function findCached(tokenHash: string): Promise<Session | undefined> {
    try {
      return await cache.get(tokenHash);
    } catch (error) {
      onCacheFailure(error);
      return undefined;
    }
  }

  async function keep(tokenHash: string, session: Session): Promise<void> {
    const lifetimeMs = Math.min(sessionPolicy.cacheMs, idleEndOf(session).getTime() - now().getTime());
    if (lifetimeMs <= 0) return;
    try {
      await cache.set(tokenHash, session, lifetimeMs);
    } catch (error) {
      onCacheFailure(error);
    }
  }

  return async ({ token, isBackground, onGuess }) => {
    if (!looksLikeSessionToken(token)) return undefined;
    const tokenHash = hashSessionToken(token);
    const guess = onGuess && recollectRecord(tokenHash);
    if (guess !== undefined) onGuess?.(guess);
    const at = now();
    const cached = await findCached(tokenHash);
    const isCached = cached !== undefined && !isOver(cached, at);
    const found = isCached ? cached : await sessions.find(tokenHash, at);
    if (!found || isOver(found, at)) return undefined;

    const touches = !isBackground && at.getTime() - found.lastUsedAt.getTime() >= sessionPolicy.touchEveryMs;
    // An entry that stands in the cache although its session was ended is found out here at the latest.
    if (touches && !(await sessions.touch(found.id, at))) return undefined;
    const session = touches ? { ...found, lastUsedAt: at } : found;
    if (touches || !isCached) await keep(tokenHash, session);
    return session;
  };
}
