import { secret } from '@portal/core/secret';
import { findRedisServer, startRedisServer } from '@portal/testing/redis-server';
import type { Redis } from 'ioredis';
import { afterEach, beforeEach, describe, expect, it } from 'vitest';
import { createRedis, settleRedis } from './redis-connection.ts';
import { guardRedis } from './redis-guard.ts';
import { createSessionCache } from './session-cache.redis.ts';
import { createSignInChallenges } from './sign-in-challenges.redis.ts';

let server: Awaited<ReturnType<typeof startRedisServer>>;
let redis: Redis;
beforeEach(async () => {
  server = await startRedisServer(findRedisServer());
  redis = createRedis({ url: secret(server.url), commandTimeoutMs: 5_000, onError: () => undefined });
  await settleRedis(redis, 5_000);
});
afterEach(async () => {
  redis.disconnect();
  await server.stop();
});

describe('a Redis whose memory is full', () => {
  it('row 3: says nothing of a code whose try it cannot count, be it wrong or right', async () => {
    const challenges = createSignInChallenges(guardRedis(redis, { pauseMs: 0 }));
    const asked = { challengeId: 'c', addressHash: 'a', browserHash: 'b', codeHash: 'right', maxTries: 5 };
    const backOff = { failures: 10, firstMs: 1_000, longestMs: 1_000, forgottenAfterMs: 1_000 };
    await challenges.addCode({ ...asked, lifetimeMs: 60_000 });
    await server.configure('maxmemory', '1');
    for (const codeHash of ['wrong', 'right']) {
      await expect(challenges.tryCode({ ...asked, codeHash, backOff })).rejects.toMatchObject({
        code: 'service_unavailable',
      });
    }
    await server.configure('maxmemory', '0');
    expect(await challenges.tryCode({ ...asked, backOff })).toEqual({ outcome: 'right' });
  });

  it('row 13: forgets a session that is ended all the same', async () => {
    const guard = guardRedis(redis, { pauseMs: 0 });
    const cache = createSessionCache(redis, { guard, signingKey: Buffer.alloc(32, 'a key'), now: () => new Date() });
    const now = new Date();
    const expiresAt = new Date(now.getTime() + 60_000);
    const session = { id: 's', userId: 'u', recordId: 'r', createdAt: now, lastUsedAt: now, expiresAt };
    await cache.set('token', session, 60_000);
    await server.configure('maxmemory', '1');
    await cache.remove('token');
    expect(await cache.get('token')).toBeUndefined();
  });
});
