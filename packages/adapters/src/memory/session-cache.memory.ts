import type { Session, SessionCachePort } from '@portal/core/identity/sessions.port';

type Entry = { session: Session | 'removed'; endsAt: number };

const mostEntries = 10_000;
const removedForMs = 60_000;

/** For one process: what stands here is the only copy, so a sign-out is everywhere at once. */
export function createSessionCache({ now }: { now: () => Date }): SessionCachePort {
  const entries = new Map<string, Entry>();

  function find(tokenHash: string): Entry | undefined {
    const entry = entries.get(tokenHash);
    if (entry !== undefined && entry.endsAt > now().getTime()) return entry;
    entries.delete(tokenHash);
    return undefined;
  }

  function put(tokenHash: string, entry: Entry): void {
    entries.delete(tokenHash);
    entries.set(tokenHash, entry);
    for (const oldest of entries.keys()) {
      if (entries.size <= mostEntries) return;
      entries.delete(oldest);
    }
  }

  return {
    get: async (tokenHash) => {
      const session = find(tokenHash)?.session;
      return session === 'removed' || session === undefined ? undefined : { ...session };
    },
    set: async (tokenHash, session, lifetimeMs) => {
      if (find(tokenHash)?.session === 'removed') return;
      put(tokenHash, { session: { ...session }, endsAt: now().getTime() + lifetimeMs });
    },
    remove: async (tokenHash) => put(tokenHash, { session: 'removed', endsAt: now().getTime() + removedForMs }),
  };
}
