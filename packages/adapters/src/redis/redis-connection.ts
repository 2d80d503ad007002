import { PortalProblem } from '@portal/core/problem';
import type { Secret } from '@portal/core/secret';
import { Redis } from 'ioredis';

/**
 * A connection that fails fast and comes back by itself: no command waits for a server that is not there, and none is
 * sent a second time, because a try that was counted twice is a try that was taken away.
 */
export function createRedis(options: {
  url: Secret;
  commandTimeoutMs: number;
  onError: (error: Error) => void;
}): Redis {
  const redis = new Redis(options.url.reveal(), {
    enableOfflineQueue: false,
    autoResendUnfulfilledCommands: false,
    maxRetriesPerRequest: 1,
    commandTimeout: options.commandTimeoutMs,
    connectTimeout: 1_000,
    // A server that takes everything and answers nothing is left for a new connection.
    socketTimeout: 3_000,
    enableAutoPipelining: true,
    // Whoever listened was told that signals were lost, and listens anew.
    autoResubscribe: false,
    retryStrategy: (times) => Math.min(times * 100, 1_000),
  });
  redis.on('error', options.onError);
  return redis;
}

/** Waits until it can be asked, for at most `timeoutMs`: a start does not fail because the store is down. */
export async function settleRedis(redis: Redis, timeoutMs: number): Promise<void> {
  if (redis.status === 'ready') return;
  await new Promise<void>((resolve) => {
    const timer = setTimeout(done, timeoutMs);
    function done(): void {
      clearTimeout(timer);
      redis.off('ready', done);
      resolve();
    }
    redis.on('ready', done);
  });
}

/** Whatever goes wrong between here and the store is a "not now" to whoever waits for an answer. */
export async function orUnavailable<Result>(asked: Promise<Result>): Promise<Result> {
  try {
    return await asked;
  } catch (error) {
    throw new PortalProblem(
      'service_unavailable',
      'The portal cannot send or check codes right now. Please try again in a moment.',
      {
        retryAfterSeconds: 5,
        cause: error,
      },
    );
  }
}
