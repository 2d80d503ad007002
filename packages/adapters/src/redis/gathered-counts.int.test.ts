import { secret } from '@portal/core/secret';
import { testRedis } from '@portal/testing/redis';
import { startTcpProxy } from '@portal/testing/tcp-proxy';
import type { Redis } from 'ioredis';
import { afterEach, describe, expect, it } from 'vitest';
import { createGatheredCounts, type GatheredCounts } from './gathered-counts.redis.ts';
import { createRedis, settleRedis } from './redis-connection.ts';
import { guardRedis } from './redis-guard.ts';

const opened: Redis[] = [];
afterEach(() => {
  for (const redis of opened.splice(0)) redis.disconnect();
});

async function connect(url: string): Promise<Redis> {
  const redis = createRedis({ url: secret(url), commandTimeoutMs: 5_000, onError: () => undefined });
  opened.push(redis);
  await settleRedis(redis, 10_000);
  return redis;
}

function countsOn(redis: Redis, limit: number): GatheredCounts {
  const nowMs = () => performance.now();
  const counts = createGatheredCounts(guardRedis(redis, { pauseMs: 0 }), { name: 'session', nowMs });
  counts.init({ windowMs: 60_000, limit });
  return counts;
}

const hits = async (counts: GatheredCounts, times: number): Promise<number[]> => {
  const totals: number[] = [];
  for (let i = 0; i < times; i++) totals.push((await counts.increment('a')).totalHits);
  return totals;
};

describe('counts of frequent requests in Redis', () => {
  it('row 7: are those of all instances together a moment later, with the end of their window', async () => {
    const redis = await connect((await testRedis()).url);
    const [one, other] = [countsOn(redis, 1_000), countsOn(redis, 1_000)];
    expect(await hits(one, 5)).toEqual([1, 2, 3, 4, 5]);
    await expect.poll(() => redis.get('portal:requests:session:a')).toBe('5');
    const { totalHits, resetTime } = await other.increment('a');
    expect(totalHits).toBe(6);
    expect(resetTime.getTime() - Date.now()).toBeGreaterThan(50_000);
    expect(await redis.pttl('portal:requests:session:a')).toBeGreaterThan(50_000);
    await hits(other, 3);
    await expect.poll(() => redis.get('portal:requests:session:a')).toBe('9');
  });

  // The mutant: `limit / 2` as `limit`.
  it('row 7: are exact in the half before the limit, whoever counted the requests before', async () => {
    const redis = await connect((await testRedis()).url);
    const [one, other] = [countsOn(redis, 20), countsOn(redis, 20)];
    await hits(one, 1);
    await hits(other, 1);
    const totals: number[] = [];
    for (let i = 0; i < 12; i++) totals.push(...(await hits(one, 1)), ...(await hits(other, 1)));
    await expect.poll(() => redis.get('portal:requests:session:a')).toBe('26');
    expect([...(await hits(one, 1)), ...(await hits(other, 1)), ...(await hits(one, 1))]).toEqual([27, 28, 29]);
  });

  // The mutant: an instance keeps half of the limit to itself.
  it('row 7: are overstepped by little where one client spreads many requests over many instances at once', async () => {
    const redis = await connect((await testRedis()).url);
    const limit = 100;
    const instances = Array.from({ length: 5 }, () => countsOn(redis, limit));
    for (const counts of instances) await hits(counts, 1);
    const counted = await Promise.all(
      instances.flatMap((counts) => Array.from({ length: 100 }, () => counts.increment('a'))),
    );
    const passed = counted.filter(({ totalHits }) => totalHits <= limit).length;
    expect(passed).toBeGreaterThanOrEqual(limit - instances.length);
    expect(passed).toBeLessThanOrEqual(limit + (instances.length * limit) / 20);
  });

  it('row 7: begin anew in a new window', async () => {
    const redis = await connect((await testRedis()).url);
    const counts = createGatheredCounts(guardRedis(redis, { pauseMs: 0 }), {
      name: 'session',
      nowMs: () => performance.now(),
    });
    counts.init({ windowMs: 150, limit: 1_000 });
    expect(await hits(counts, 3)).toEqual([1, 2, 3]);
    await expect.poll(async () => (await hits(counts, 1))[0]).toBe(1);
  });

  it('row 7: go on in this process while Redis is gone, and are told to it when it is back', async () => {
    const proxy = await startTcpProxy((await testRedis()).url);
    const redis = await connect(proxy.url);
    const counts = countsOn(redis, 1_000);
    await hits(counts, 1);
    proxy.set('refused');
    expect(await hits(counts, 5)).toEqual([2, 3, 4, 5, 6]);
    await expect(counts.increment('new')).rejects.toMatchObject({ code: 'service_unavailable' });
    proxy.set('open');
    await expect
      .poll(async () => {
        await counts.increment('a');
        return Number(await redis.get('portal:requests:session:a').catch(() => 0));
      })
      .toBeGreaterThan(6);
    await proxy.close();
  });
});
