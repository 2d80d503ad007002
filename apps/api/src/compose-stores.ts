import { createAskLimits as createAskLimitsInMemory } from '@portal/adapters/memory/ask-limits.memory';
import { createSessionCache as createSessionCacheInMemory } from '@portal/adapters/memory/session-cache.memory';
import { createSignInChallenges as createSignInChallengesInMemory } from '@portal/adapters/memory/sign-in-challenges.memory';
import { createAskLimits } from '@portal/adapters/redis/ask-limits.redis';
import { createRedis, settleRedis } from '@portal/adapters/redis/redis-connection';
import { createSessionCache } from '@portal/adapters/redis/session-cache.redis';
import { createSignInChallenges } from '@portal/adapters/redis/sign-in-challenges.redis';
import type { AskLimitsPort } from '@portal/core/identity/ask-limits.port';
import type { SessionCachePort } from '@portal/core/identity/sessions.port';
import type { SignInChallengesPort } from '@portal/core/identity/sign-in-challenges.port';
import type { Secret } from '@portal/core/secret';
import type { Logger } from 'pino';

export type Stores = {
  challenges: SignInChallengesPort;
  askLimits: AskLimitsPort;
  sessionCache: SessionCachePort;
  close: () => void;
};

const redisStartMs = 1_000;

/** What lives for minutes: in Redis, or in the memory of this process where there is only one. */
export async function composeStores(
  config: { redisUrl: Secret | undefined },
  { logger, now }: { logger: Logger; now: () => Date },
): Promise<Stores> {
  if (!config.redisUrl) {
    return {
      challenges: createSignInChallengesInMemory({ now }),
      askLimits: createAskLimitsInMemory({ now }),
      sessionCache: createSessionCacheInMemory({ now }),
      close: () => undefined,
    };
  }
  const redis = createRedis({
    url: config.redisUrl,
    onError: (error) => logger.warn({ err: error }, 'redis cannot be reached'),
  });
  await settleRedis(redis, redisStartMs);
  return {
    challenges: createSignInChallenges(redis),
    askLimits: createAskLimits(redis),
    sessionCache: createSessionCache(redis),
    close: () => redis.disconnect(),
  };
}
