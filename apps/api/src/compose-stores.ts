import { createAskLimits as createAskLimitsInMemory } from '@portal/adapters/memory/ask-limits.memory';
import { createPasskeyChallenges as createPasskeyChallengesInMemory } from '@portal/adapters/memory/passkey-challenges.memory';
import { createSessionCache as createSessionCacheInMemory } from '@portal/adapters/memory/session-cache.memory';
import { createSignInChallenges as createSignInChallengesInMemory } from '@portal/adapters/memory/sign-in-challenges.memory';
import { createAskLimits } from '@portal/adapters/redis/ask-limits.redis';
import { createGatheredCounts } from '@portal/adapters/redis/gathered-counts.redis';
import { guardRedis } from '@portal/adapters/redis/redis-guard';
import { createPasskeyChallenges } from '@portal/adapters/redis/passkey-challenges.redis';
import { createRedis, settleRedis } from '@portal/adapters/redis/redis-connection';
import { createRequestCounts } from '@portal/adapters/redis/request-counts.redis';
import { createSessionCache } from '@portal/adapters/redis/session-cache.redis';
import { createSignInChallenges } from '@portal/adapters/redis/sign-in-challenges.redis';
import { createInsuredAskLimits } from '@portal/core/identity/insured-ask-limits';
import type { AskLimitsPort } from '@portal/core/identity/ask-limits.port';
import type { BreakerState } from '@portal/core/documents/list-observer';
import { createCacheKey } from '@portal/core/identity/cache-key';
import { createNearSessionCache } from '@portal/core/identity/near-session-cache';
import type { PasskeyChallengesPort } from '@portal/core/identity/passkey-challenges.port';
import type { SessionCachePort } from '@portal/core/identity/sessions.port';
import type { SignInChallengesPort } from '@portal/core/identity/sign-in-challenges.port';
import type { Secret } from '@portal/core/secret';
import type { Logger } from 'pino';
import type { SharedStore } from './http/rate-limits.ts';

export type Stores = {
  challenges: SignInChallengesPort;
  passkeyChallenges: PasskeyChallengesPort;
  askLimits: AskLimitsPort;
  /** Counts of requests that all instances share; undefined where there is one only. */
  requestCounts: SharedStore | undefined;
  sessionCache: SessionCachePort;
  /** The record that the token with this hash opened when it was last looked up in this process. */
  recollectRecord: (tokenHash: string) => string | undefined;
  /** Rejects where they cannot be reached; undefined where they are this process's own memory. */
  check: (() => Promise<unknown>) | undefined;
  /** Of what is asked of the shared stores, by what it is for. */
  breakers: Readonly<Record<string, () => BreakerState>>;
  close: () => void;
};

const redisStartMs = 1_000;
// Every answer is given within a second, whatever Redis does. A challenge asks once; a session asks up to three times,
// and has the database to turn to.
const stateTimeoutMs = 500;
const cacheTimeoutMs = 150;
// A sign-out elsewhere is seen here after this at the latest: half of the second in which it has to be.
const sessionNearMs = 500;
const sessionsNear = 10_000;
// A challenge takes two steps: after one that failed the next is not tried for a moment.
const pauseMs = 1_000;

/** What lives for minutes: in Redis, or in the memory of this process where there is only one. */
export async function composeStores(
  config: { redisUrl: Secret | undefined; codePepper: Secret },
  { logger, now }: { logger: Logger; now: () => Date },
): Promise<Stores> {
  if (!config.redisUrl) {
    return {
      challenges: createSignInChallengesInMemory({ now }),
      passkeyChallenges: createPasskeyChallengesInMemory({ now }),
      askLimits: createAskLimitsInMemory({ now }),
      requestCounts: undefined,
      sessionCache: createSessionCacheInMemory({ now }),
      // What is kept in this process is found at once.
      recollectRecord: () => undefined,
      check: undefined,
      breakers: {},
      close: () => undefined,
    };
  }
  const { redisUrl: url } = config;
  const onError = (error: Error): void => logger.warn({ err: error }, 'redis cannot be reached');
  const state = createRedis({ url, commandTimeoutMs: stateTimeoutMs, onError });
  const cache = createRedis({ url, commandTimeoutMs: cacheTimeoutMs, onError });
  await Promise.all([settleRedis(state, redisStartMs), settleRedis(cache, redisStartMs)]);
  const askState = guardRedis(state, { pauseMs });
  const askCache = guardRedis(cache, { pauseMs });
  // By itself: a count that came too late keeps no sign-out from the fast copies.
  const askCounts = guardRedis(cache, { pauseMs });
  const shared = createSessionCache(cache, { guard: askCache, signingKey: createCacheKey(config), now });
  const nowMs = () => performance.now();
  const sessionCache = createNearSessionCache({ shared, freshMs: sessionNearMs, most: sessionsNear, nowMs });
  return {
    challenges: createSignInChallenges(askState),
    passkeyChallenges: createPasskeyChallenges(askState),
    askLimits: createInsuredAskLimits({
      askLimits: createAskLimits(askState),
      insurance: createAskLimitsInMemory({ now }),
      onFailure: (error) => logger.warn({ err: error }, 'limits count in this process alone'),
    }),
    requestCounts: (name, { isFrequent }) =>
      isFrequent ? createGatheredCounts(askCounts, { name, nowMs }) : createRequestCounts(askCounts, { name }),
    sessionCache,
    recollectRecord: (tokenHash) => sessionCache.recollectRecord(tokenHash),
    check: () => state.ping(),
    breakers: {
      redis_state: askState.breakerState,
      redis_sessions: askCache.breakerState,
      redis_request_counts: askCounts.breakerState,
    },
    close: () => {
      state.disconnect();
      cache.disconnect();
    },
  };
}
