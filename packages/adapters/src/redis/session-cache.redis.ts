import { createHmac, createSecretKey, timingSafeEqual } from 'node:crypto';
import type { Session, SessionCachePort } from '@portal/core/identity/sessions.port';
import type { Redis } from 'ioredis';
import type { RedisGuard } from './redis-guard.ts';

const removed = 'removed';
const removedForMs = 60_000;

const setUnlessRemoved = `
if redis.call('GET', KEYS[1]) == ARGV[3] then return 0 end
redis.call('SET', KEYS[1], ARGV[1], 'PX', ARGV[2])
return 1`;

/**
 * An entry carries an HMAC, under a key that Redis does not hold, over the token's hash, the session and the entry's
 * own end: whoever can write to Redis can neither make one up, nor move one to another token, nor put an old one back.
 */
export function createSessionCache(
  redis: Redis,
  { guard, signingKey, now }: { guard: RedisGuard; signingKey: Buffer; now: () => Date },
): SessionCachePort {
  // As a key, not as bytes, which would be made a key again for every session that is looked up.
  const key = createSecretKey(signingKey);
  const keyOf = (tokenHash: string) => `portal:session:${tokenHash}`;
  const sign = (tokenHash: string, text: string) =>
    createHmac('sha256', key)
      .update(JSON.stringify([tokenHash, text]))
      .digest();

  function open(tokenHash: string, entry: string): Session | undefined {
    const dot = entry.indexOf('.');
    const text = entry.slice(dot + 1);
    const signature = Buffer.from(entry.slice(0, Math.max(dot, 0)), 'base64url');
    const expected = sign(tokenHash, text);
    if (signature.length !== expected.length || !timingSafeEqual(signature, expected)) return undefined;
    const { endsAt, session } = JSON.parse(text) as { endsAt: number; session: StoredSession };
    return endsAt > now().getTime() ? toSession(session) : undefined;
  }

  return {
    get: async (tokenHash) => {
      const entry = await guard((asked) => asked.get(keyOf(tokenHash)));
      return entry === null ? undefined : open(tokenHash, entry);
    },
    set: async (tokenHash, session, lifetimeMs) => {
      const text = JSON.stringify({ endsAt: now().getTime() + lifetimeMs, session });
      const entry = `${sign(tokenHash, text).toString('base64url')}.${text}`;
      await guard((asked) => asked.eval(setUnlessRemoved, 1, keyOf(tokenHash), entry, Math.ceil(lifetimeMs), removed));
    },
    // Past the breaker: a sign-out is tried even where looking up has just failed.
    remove: async (tokenHash) => {
      try {
        await redis.set(keyOf(tokenHash), removed, 'PX', removedForMs);
      } catch (error) {
        if (!(error instanceof Error && error.name === 'ReplyError')) throw error;
        // Its memory is full: then it takes no late refill either, and deletes all the same.
        await redis.del(keyOf(tokenHash));
      }
    },
  };
}

type StoredSession = { [Field in keyof Session]: Session[Field] extends Date ? string : Session[Field] };

function toSession(stored: StoredSession): Session {
  return {
    ...stored,
    createdAt: new Date(stored.createdAt),
    lastUsedAt: new Date(stored.lastUsedAt),
    expiresAt: new Date(stored.expiresAt),
  };
}
