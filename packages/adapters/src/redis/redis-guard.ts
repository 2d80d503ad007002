import type { BreakerState } from '@portal/core/documents/list-observer';
import type { Redis } from 'ioredis';
import { orUnavailable } from './redis-connection.ts';

/** Asks Redis something. Rejects as `service_unavailable` where that fails. */
export type RedisGuard = (<Result>(ask: (redis: Redis) => Promise<Result>) => Promise<Result>) & {
  /** `open`: the next one is not even asked, because of the pause or because another one is finding out. */
  breakerState: () => BreakerState;
};

/**
 * A breaker: after one failure nothing is asked for `pauseMs`, so that an answer which needs Redis several times waits
 * for a silent one only once, and a server that comes back is not met by everything that piled up: after the pause one
 * asks, and its answer decides for all.
 */
export function guardRedis(redis: Redis, { pauseMs }: { pauseMs: number }): RedisGuard {
  let pausedUntil: number | undefined;
  let isProbing = false;
  let reason: unknown;
  const breakerState = (): BreakerState => {
    if (pausedUntil === undefined) return 'closed';
    return isProbing || performance.now() < pausedUntil ? 'open' : 'half_open';
  };
  async function asked<Result>(ask: (redis: Redis) => Promise<Result>): Promise<Result> {
    const state = breakerState();
    if (state === 'open') throw reason;
    const isProbe = state === 'half_open';
    isProbing ||= isProbe;
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
    } finally {
      if (isProbe) isProbing = false;
    }
  }
  return Object.assign(<Result>(ask: (redis: Redis) => Promise<Result>) => orUnavailable(asked(ask)), { breakerState });
}
