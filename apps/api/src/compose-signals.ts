import { createSignals as createSignalsInMemory } from '@portal/adapters/memory/signals.memory';
import { createRedis, settleRedis } from '@portal/adapters/redis/redis-connection';
import { guardRedis } from '@portal/adapters/redis/redis-guard';
import { createSignals } from '@portal/adapters/redis/signals.redis';
import type { Secret } from '@portal/core/secret';
import type { SignalsPort } from '@portal/core/signals/signals.port';
import type { Logger } from 'pino';

export type Signals = SignalsPort & { close: () => void };

const redisStartMs = 1_000;
const commandTimeoutMs = 500;
const pauseMs = 1_000;
const pingEveryMs = 5_000;

/** Between all instances over Redis; within this process, or those parts of it that share them, where there is none. */
export async function composeSignals(
  { redisUrl: url }: { redisUrl: Secret | undefined },
  { logger }: { logger: Logger },
): Promise<Signals> {
  if (!url) return { ...createSignalsInMemory(), close: () => undefined };
  const onError = (error: Error): void => logger.warn({ err: error }, 'signals cannot be sent or heard');
  const [sender, receiver] = [
    createRedis({ url, commandTimeoutMs, onError }),
    createRedis({ url, commandTimeoutMs, onError }),
  ];
  await Promise.all([settleRedis(sender, redisStartMs), settleRedis(receiver, redisStartMs)]);
  return {
    ...createSignals(receiver, { guard: guardRedis(sender, { pauseMs }), pingEveryMs }),
    close: () => {
      sender.disconnect();
      receiver.disconnect();
    },
  };
}
