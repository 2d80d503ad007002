import type { PasskeyChallengesPort } from '@portal/core/identity/passkey-challenges.port';
import type { RedisGuard } from './redis-guard.ts';

export function createPasskeyChallenges(askRedis: RedisGuard): PasskeyChallengesPort {
  const keyOf = (key: string) => `portal:passkey-challenge:${key}`;
  return {
    keep: async (key, challenge, lifetimeMs) => {
      await askRedis((redis) => redis.set(keyOf(key), challenge, 'PX', lifetimeMs));
    },
    take: async (key) => (await askRedis((redis) => redis.getdel(keyOf(key)))) ?? undefined,
  };
}
