import type { Session, SessionCachePort } from '@portal/core/identity/sessions.port';
import type { Redis } from 'ioredis';

const removed = 'removed';
const removedForMs = 60_000;

const setUnlessRemoved = `
if redis.call('GET', KEYS[1]) == ARGV[3] then return 0 end
redis.call('SET', KEYS[1], ARGV[1], 'PX', ARGV[2])
return 1`;

export function createSessionCache(redis: Redis): SessionCachePort {
  const keyOf = (tokenHash: string) => `portal:session:${tokenHash}`;
  return {
    get: async (tokenHash) => {
      const text = await redis.get(keyOf(tokenHash));
      return text === null || text === removed ? undefined : toSession(text);
    },
    set: async (tokenHash, session, lifetimeMs) => {
      await redis.eval(setUnlessRemoved, 1, keyOf(tokenHash), JSON.stringify(session), Math.ceil(lifetimeMs), removed);
    },
    remove: async (tokenHash) => {
      await redis.set(keyOf(tokenHash), removed, 'PX', removedForMs);
    },
  };
}

type StoredSession = { [Field in keyof Session]: Session[Field] extends Date ? string : Session[Field] };

function toSession(text: string): Session {
  const stored = JSON.parse(text) as StoredSession;
  return {
    ...stored,
    createdAt: new Date(stored.createdAt),
    lastUsedAt: new Date(stored.lastUsedAt),
    expiresAt: new Date(stored.expiresAt),
  };
}
