import { secret } from '@portal/core/secret';
import { testRedis } from '@portal/testing/redis';
import { startTcpProxy } from '@portal/testing/tcp-proxy';
import { afterAll, beforeAll, expect, it } from 'vitest';
import { createRedis, settleRedis } from './redis-connection.ts';
import { guardRedis } from './redis-guard.ts';

const pauseMs = 60;

let proxy: Awaited<ReturnType<typeof startTcpProxy>>;
let redis: ReturnType<typeof createRedis>;

beforeAll(async () => {
  proxy = await startTcpProxy((await testRedis()).url);
  redis = createRedis({ url: secret(proxy.url), commandTimeoutMs: 300, onError: () => undefined });
  await settleRedis(redis, 10_000);
});
afterAll(async () => {
  redis.disconnect();
  await proxy.close();
});

// The mutant: `isProbing` out of redis-guard.ts: all of them ask, and wait.
it('after a pause one question finds out whether a silent server answers again, and the others wait for nothing', async () => {
  const guard = guardRedis(redis, { pauseMs });
  let asked = 0;
  const ask = async (): Promise<string> => {
    asked += 1;
    return redis.get('something').then(() => 'answered');
  };
  const askAll = async (): Promise<PromiseSettledResult<string>[]> =>
    Promise.allSettled(Array.from({ length: 20 }, () => guard(ask)));

  proxy.set('silent');
  await expect(guard(ask)).rejects.toThrow('service_unavailable');
  expect(guard.breakerState()).toBe('open');
  await expect.poll(guard.breakerState, { interval: 5 }).toBe('half_open');
  asked = 0;
  await askAll();
  expect(asked).toBe(1);

  proxy.set('open');
  await settleRedis(redis, 10_000);
  await expect.poll(async () => (await askAll()).every(({ status }) => status === 'fulfilled')).toBe(true);
  expect(guard.breakerState()).toBe('closed');
});
