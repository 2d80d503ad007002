import type { PasskeyChallengesPort } from '@portal/core/identity/passkey-challenges.port';
import { createShortMemory } from './short-memory.ts';

export function createPasskeyChallenges({ now }: { now: () => Date }): PasskeyChallengesPort {
  const challenges = createShortMemory<string>({ now, most: 10_000 });
  return {
    keep: async (key, challenge, lifetimeMs) => challenges.set(key, challenge, lifetimeMs),
    take: async (key) => {
      const challenge = challenges.get(key);
      challenges.delete(key);
      return challenge;
    },
  };
}
