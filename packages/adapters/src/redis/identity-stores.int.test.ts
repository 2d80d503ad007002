import { setTimeout } from 'node:timers/promises';
import { sessionPolicy } from '@portal/core/identity/identity-policy';
import { isProblem } from '@portal/core/problem';
import { secret } from '@portal/core/secret';
import { findFreePort } from '@portal/testing/ports';
import { testRedis } from '@portal/testing/redis';
import type { Redis } from 'ioredis';
import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import { askLimitsSuite } from '../port-suites/ask-limits.suite.ts';
import { passkeyChallengesSuite } from '../port-suites/passkey-challenges.suite.ts';
import { sessionCacheSuite } from '../port-suites/session-cache.suite.ts';
import { signInChallengesSuite } from '../port-suites/sign-in-challenges.suite.ts';
import { createAskLimits } from './ask-limits.redis.ts';
import { guardRedis } from './redis-guard.ts';
import { createRedis, settleRedis } from './redis-connection.ts';
import { createPasskeyChallenges } from './passkey-challenges.redis.ts';
import { createSessionCache } from './session-cache.redis.ts';
import { createSignInChallenges } from './sign-in-challenges.redis.ts';

let redis: Redis;
const errors: Error[] = [];
beforeAll(async () => {
  const { url } = await testRedis();
  redis = createRedis({ url: secret(url), commandTimeoutMs: 5_000, onError: (error) => errors.push(error) });
  await settleRedis(redis, 5_000);
});
afterAll(() => redis.disconnect());

// The clock is the server's own, so time passes only by itself: up to two seconds of it, and a little more than asked
// for, because two clocks are never quite at one.
const guard = () => guardRedis(redis, { pauseMs: 0 });
const sessionCacheOn = (server: Redis, signingKey = Buffer.alloc(32, 'a key that no Redis holds')) =>
  createSessionCache(server, { guard: guardRedis(server, { pauseMs: 0 }), signingKey, now: () => new Date() });
const passTime = (ms: number) => setTimeout(ms + 20);
signInChallengesSuite('Redis', () => ({ challenges: createSignInChallenges(guard()), passTime }));
askLimitsSuite('Redis', () => ({ askLimits: createAskLimits(guard()), passTime }));
passkeyChallengesSuite('Redis', () => ({ challenges: createPasskeyChallenges(guard()), passTime }));
sessionCacheSuite('Redis', () => ({ cache: sessionCacheOn(redis), passTime }));

describe('row 10: a cached session', () => {
  const session = {
    id: 's',
    userId: 'u',
    recordId: 'r',
    createdAt: new Date(),
    lastUsedAt: new Date(),
    expiresAt: new Date(Date.now() + 60_000),
  };

  it('row 10: is believed from the portal alone: made up, moved or changed in Redis it is none', async () => {
    const cache = sessionCacheOn(redis);
    await cache.set('mine', session, 60_000);
    const entry = (await redis.get('portal:session:mine')) ?? '';
    expect(entry).toContain('"userId":"u"');
    const forgeries = [
      JSON.stringify(session),
      entry.replace('"userId":"u"', '"userId":"x"'),
      entry.slice(entry.indexOf('.')),
      entry.slice(entry.indexOf('.') + 1),
      `${Buffer.alloc(32).toString('base64url')}${entry.slice(entry.indexOf('.'))}`,
      'removed',
      '',
      '.',
    ];
    for (const forgery of forgeries) {
      await redis.set('portal:session:mine', forgery, 'PX', 60_000);
      expect(await cache.get('mine'), forgery).toBeUndefined();
    }
    await redis.set('portal:session:another', entry, 'PX', 60_000);
    expect(await cache.get('another')).toBeUndefined();
    await redis.set('portal:session:mine', entry, 'PX', 60_000);
    expect(await cache.get('mine')).toEqual(session);
    expect(await sessionCacheOn(redis, Buffer.alloc(32, 'another key')).get('mine')).toBeUndefined();
  });

  it('row 10: is over at its end, whoever puts it back into Redis', async () => {
    const cache = sessionCacheOn(redis);
    await cache.set('old', session, 50);
    const entry = (await redis.get('portal:session:old')) ?? '';
    await passTime(60);
    await redis.set('portal:session:old', entry, 'PX', 60_000);
    expect(await cache.get('old')).toBeUndefined();
  });
});

describe('row 13: a session that was ended', () => {
  it('row 13: is marked for as long as an entry could live, so that no refill is too late for the mark', async () => {
    await sessionCacheOn(redis).remove('ended');
    expect(await redis.pttl('portal:session:ended')).toBeGreaterThan(sessionPolicy.cacheMs - 5_000);
  });
});

describe('what stands in Redis', () => {
  it('has an end, every key of it', async () => {
    const keys = await redis.keys('portal:*');
    expect(keys.length).toBeGreaterThan(0);
    const ends = await Promise.all(keys.map((key) => redis.pttl(key)));
    expect(Math.min(...ends)).toBeGreaterThan(-1);
  });
});

describe('a Redis that is not there', () => {
  it('is answered for within a second, with when to ask again', async () => {
    const gone = createRedis({
      commandTimeoutMs: 500,
      url: secret(`redis://127.0.0.1:${await findFreePort()}`),
      onError: (error) => errors.push(error),
    });
    await settleRedis(gone, 100);
    const guarded = guardRedis(gone, { pauseMs: 1_000 });
    const startedAt = performance.now();
    const refusals = await Promise.allSettled([
      createAskLimits(guarded).take([{ key: 'key', rules: [{ count: 1, windowMs: 1_000 }] }]),
      createSignInChallenges(guarded).tryCode({
        challengeId: 'a',
        addressHash: 'd',
        browserHash: 'b',
        codeHash: 'c',
        maxTries: 5,
        backOff: { failures: 10, firstMs: 1_000, longestMs: 1_000, forgottenAfterMs: 1_000 },
      }),
    ]);
    // Nobody waits for a connection to be tried again and again; a busy machine may take its time for the rest.
    expect(performance.now() - startedAt).toBeLessThan(5_000);
    for (const refusal of refusals) {
      const reason: unknown = refusal.status === 'rejected' ? refusal.reason : undefined;
      expect(isProblem(reason, 'service_unavailable') && reason.retryAfterSeconds).toBe(5);
    }
    await expect(sessionCacheOn(gone).get('token')).rejects.toMatchObject({ code: 'service_unavailable' });
    gone.disconnect();
    expect(errors.length).toBeGreaterThan(0);
  });
});
