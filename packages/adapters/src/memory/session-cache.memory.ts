import type { Session, SessionCachePort } from '@portal/core/identity/sessions.port';
import { createShortMemory } from './short-memory.ts';

const removedForMs = 60_000;

/** For one process: what stands here is the only copy, so a sign-out is everywhere at once. */
export function createSessionCache({ now }: { now: () => Date }): SessionCachePort {
  const entries = createShortMemory<Session | 'removed'>({ now, most: 10_000 });
  return {
    get: async (tokenHash) => {
      const session = entries.get(tokenHash);
      return session === 'removed' || session === undefined ? undefined : { ...session };
    },
    set: async (tokenHash, session, lifetimeMs) => {
      if (entries.get(tokenHash) !== 'removed') entries.set(tokenHash, { ...session }, lifetimeMs);
    },
    remove: async (tokenHash) => entries.set(tokenHash, 'removed', removedForMs),
  };
}
