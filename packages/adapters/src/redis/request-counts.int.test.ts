import { secret } from '@portal/core/secret';
import { testRedis } from '@portal/testing/redis';
import { startTcpProxy } from '@portal/testing/tcp-proxy';
import { describe, expect, it } from 'vitest';
import { createRedis, settleRedis } from './redis-connection.ts';
import { guardRedis } from './redis-guard.ts';
import { createRequestCounts } from './request-counts.redis.ts';

/** The store reads nothing else of what the limiter hands it. */
const options = { windowMs: 60_000 } as Parameters<ReturnType<typeof createRequestCounts>['init']>[0];

describe('counts of requests in Redis', () => {
  it('row 7: are shared by all instances, and gone with their window', async () => {
    const { url } = await testRedis();
    const redis = createRedis({ url: secret(url), commandTimeoutMs: 5_000, onError: () => undefined });
    await settleRedis(redis, 5_000);
    const [one, other] = [1, 2].map(() => createRequestCounts(guardRedis(redis, { pauseMs: 0 }), { name: 'session' }));
    await one?.init(options);
    await other?.init(options);
    await one?.increment('a');
    expect(await other?.increment('a')).toMatchObject({ totalHits: 2 });
    expect(await other?.increment('b')).toMatchObject({ totalHits: 1 });
    expect(await redis.pttl('portal:requests:session:a')).toBeGreaterThan(50_000);
    redis.disconnect();
  });

  it('row 7: begin once Redis is there, however late it comes, and go on after it was emptied', async () => {
    const proxy = await startTcpProxy((await testRedis()).url);
    proxy.set('refused');
    const redis = createRedis({ url: secret(proxy.url), commandTimeoutMs: 500, onError: () => undefined });
    await settleRedis(redis, 50);
    const counts = createRequestCounts(guardRedis(redis, { pauseMs: 10 }), { name: 'session' });
    await counts.init(options);
    await expect(counts.increment('a')).rejects.toThrow(/writeable|closed|timed out/);
    proxy.set('open');
    await expect.poll(() => counts.increment('a').catch(() => undefined)).toMatchObject({ totalHits: 1 });
    await redis.flushdb();
    await redis.script('FLUSH');
    expect(await counts.increment('a')).toMatchObject({ totalHits: 1 });
    redis.disconnect();
    await proxy.close();
  });
});
