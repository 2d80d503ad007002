import { isProblem } from '@portal/core/problem';
import { secret } from '@portal/core/secret';
import { documentsOf } from '@portal/core/signals/signals.port';
import { findRedisServer, type RedisServer, startRedisServer } from '@portal/testing/redis-server';
import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import { signalsSuite } from '../port-suites/signals.suite.ts';
import { createRedis, settleRedis } from './redis-connection.ts';
import { guardRedis } from './redis-guard.ts';
import { createSignals } from './signals.redis.ts';

let server: RedisServer;
const connections: { disconnect: () => void }[] = [];
beforeAll(async () => {
  server = await startRedisServer(findRedisServer());
});
afterAll(async () => {
  for (const connection of connections) connection.disconnect();
  await server.stop();
});

async function connect(timeoutMs = 5_000) {
  const options = { url: secret(server.url), commandTimeoutMs: timeoutMs, onError: () => undefined };
  const [sender, receiver] = [createRedis(options), createRedis(options)];
  connections.push(sender, receiver);
  await Promise.all([settleRedis(sender, 5_000), settleRedis(receiver, 5_000)]);
  return createSignals(receiver, { guard: guardRedis(sender, { pauseMs: 0 }), pingEveryMs: 100 });
}

describe('over a real Redis', async () => {
  const pair: { here?: Awaited<ReturnType<typeof connect>>; there?: Awaited<ReturnType<typeof connect>> } = {};
  beforeAll(async () => {
    pair.here = await connect();
    pair.there = await connect();
  });
  signalsSuite('Redis', () => {
    const { here, there } = pair;
    if (!here || !there) throw new Error('Not connected.');
    return { here, there };
  });
});

describe('signals over a Redis that goes away', () => {
  const topic = documentsOf('0198c0de-0000-7000-8000-000000000001');
  const untilHeard = async (signals: Awaited<ReturnType<typeof connect>>): Promise<void> => {
    await expect
      .poll(async () => {
        let heard = false;
        try {
          const stop = await signals.listen([topic], { onSignal: () => (heard = true), onLost: () => undefined });
          await signals.send(topic, 'x');
          await expect.poll(() => heard, { timeout: 1_000 }).toBe(true);
          stop();
        } catch (error) {
          if (!isProblem(error, 'service_unavailable')) throw error;
        }
        return heard;
      })
      .toBe(true);
  };

  // The mutant: `receiver.on('close', lose)` out of signals.redis.ts.
  it('who listens is told once that signals may be missed; asking meanwhile is refused, and later works again', async () => {
    const signals = await connect();
    let losses = 0;
    await signals.listen([topic, documentsOf('another')], { onSignal: () => undefined, onLost: () => (losses += 1) });
    const port = Number(new URL(server.url).port);
    await server.kill();
    await expect.poll(() => losses).toBe(1);
    await expect(signals.send(topic, 'x')).rejects.toSatisfy((error) => isProblem(error, 'service_unavailable'));
    const listening = signals.listen([topic], { onSignal: () => undefined, onLost: () => undefined });
    await expect(listening).rejects.toSatisfy((error) => isProblem(error, 'service_unavailable'));
    server = await startRedisServer(findRedisServer(), port);
    await untilHeard(signals);
    expect(losses).toBe(1);
  });

  // The mutant: the ping out of signals.redis.ts.
  it('one that says nothing any more counts as gone', async () => {
    const signals = await connect(300);
    let losses = 0;
    await signals.listen([topic], { onSignal: () => undefined, onLost: () => (losses += 1) });
    server.signal('SIGSTOP');
    try {
      await expect.poll(() => losses).toBe(1);
    } finally {
      server.signal('SIGCONT');
    }
    await untilHeard(signals);
  });
});
