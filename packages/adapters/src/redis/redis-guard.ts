import type { BreakerState } from '@portal/core/documents/list-observer';
import type { Redis } from 'ioredis';
import { orUnavailable } from './redis-connection.ts';

/** Asks Redis something. Rejects as `service_unavailable` where that fails. */
export type RedisGuard = (<Result>(ask: (redis: Redis) => Promise<Result>) => Promise<Result>) & {
  /** `open`: the next one is not even asked. */
  breakerState: () => BreakerState;
};

/**
 * A breaker: after one failure nothing is asked for `pauseMs`, so that an answer which needs Redis several times waits
 * for a silent one only once, and a server that comes back is not met by everything that piled up.
 */
export function guardRedis(redis: Redis, { pauseMs }: { pauseMs: number }): RedisGuard {
  let pausedUntil: number | undefined;
  let reason: unknown;
  const breakerState = (): BreakerState => {
    if (pausedUntil === undefined) return 'closed';
    return performance.now() < pausedUntil ? 'open' : 'half_open';
  };
  async function asked<Result>(ask: (redis: Redis) => Promise<Result>): Promise<Result> {
    if (breakerState() === 'open') throw reason;
    try {
      const result = await ask(redis);
      pausedUntil = undefined;
      return result;
    } catch (error) {
      // It answers, only not as one would like.
      if (error instanceof Error && error.name === 'ReplyError') pausedUntil = undefined;
      else {
        pausedUntil = performance.now() + pauseMs;
        reason = error;
      }
      throw error;
    }
  }
  return Object.assign(<Result>(ask: (redis: Redis) => Promise<Result>) => orUnavailable(asked(ask)), { breakerState });
}
