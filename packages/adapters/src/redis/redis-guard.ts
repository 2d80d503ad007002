import type { Redis } from 'ioredis';
import { orUnavailable } from './redis-connection.ts';

/** Asks Redis something. Rejects as `service_unavailable` where that fails. */
export type RedisGuard = <Result>(ask: (redis: Redis) => Promise<Result>) => Promise<Result>;

/**
 * A breaker: after one failure nothing is asked for `pauseMs`, so that an answer which needs Redis several times waits
 * for a silent one only once, and a server that comes back is not met by everything that piled up.
 */
export function guardRedis(redis: Redis, { pauseMs }: { pauseMs: number }): RedisGuard {
  let closedUntil = -Infinity;
  let reason: unknown;
  return (ask) => {
    if (performance.now() < closedUntil) return orUnavailable(Promise.reject(reason));
    return orUnavailable(
      ask(redis).catch((error: unknown) => {
        // It answers, only not as one would like.
        if (error instanceof Error && error.name === 'ReplyError') throw error;
        closedUntil = performance.now() + pauseMs;
        reason = error;
        throw error;
      }),
    );
  };
}
