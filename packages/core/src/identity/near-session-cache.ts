import type { Session, SessionCachePort } from './sessions.port.ts';

export type NearSessionCache = SessionCachePort & {
  /**
   * The record that a token opened when it was last looked up here, for work that may begin before the session is
   * confirmed. It says nothing about whether the token still opens it.
   */
  recollectRecord(tokenHash: string): string | undefined;
};

type Entry = { session: Session; freshUntilMs: number };

/**
 * Sessions in this process for a moment, before the cache that all instances share. An entry counts from before the
 * shared cache was asked, so `freshMs` after a sign-out anywhere removed the shared one nothing is answered from here;
 * a sign-out through this process removes it at once. `nowMs`: a clock that only goes forward.
 */
export function createNearSessionCache(dependencies: {
  shared: SessionCachePort;
  freshMs: number;
  most: number;
  nowMs: () => number;
}): NearSessionCache {
  const { shared, freshMs, most, nowMs } = dependencies;
  const entries = new Map<string, Entry>();
  // Whoever looked up before a removal was over may not put down after it what they saw.
  let removals = 0;
  const forget = (tokenHash: string): void => {
    removals += 1;
    entries.delete(tokenHash);
  };

  function put(tokenHash: string, entry: Entry): void {
    // Taken out first: a map hands out its entries in the order in which they came in.
    entries.delete(tokenHash);
    entries.set(tokenHash, entry);
    if (entries.size <= most) return;
    for (const oldest of entries.keys()) {
      entries.delete(oldest);
      return;
    }
  }

  return {
    get: async (tokenHash) => {
      const askedAtMs = nowMs();
      const entry = entries.get(tokenHash);
      if (entry && askedAtMs < entry.freshUntilMs) return { ...entry.session };
      const removalsBefore = removals;
      const session = await shared.get(tokenHash);
      if (removals !== removalsBefore) return session;
      if (session) put(tokenHash, { session: { ...session }, freshUntilMs: askedAtMs + freshMs });
      else entries.delete(tokenHash);
      return session;
    },
    set: async (tokenHash, session, lifetimeMs) => {
      // What was just read elsewhere may have been ended since: only the shared cache knows of a removal.
      const entry = entries.get(tokenHash);
      if (entry) entries.set(tokenHash, { ...entry, freshUntilMs: -Infinity });
      await shared.set(tokenHash, session, lifetimeMs);
    },
    remove: async (tokenHash) => {
      forget(tokenHash);
      try {
        await shared.remove(tokenHash);
      } finally {
        // Until it was gone there, it could be found again.
        forget(tokenHash);
      }
    },
    recollectRecord: (tokenHash) => entries.get(tokenHash)?.session.recordId,
  };
}
