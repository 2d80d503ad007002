import type { PasskeyChallengesPort } from '@portal/core/identity/passkey-challenges.port';

const mostChallenges = 10_000;

/** For one process: its clock is the store's. Of too many challenges the oldest ones go. */
export function createPasskeyChallenges({ now }: { now: () => Date }): PasskeyChallengesPort {
  const challenges = new Map<string, { challenge: string; endsAt: number }>();
  return {
    keep: async (key, challenge, lifetimeMs) => {
      challenges.delete(key);
      challenges.set(key, { challenge, endsAt: now().getTime() + lifetimeMs });
      for (const oldest of challenges.keys()) {
        if (challenges.size <= mostChallenges) return;
        challenges.delete(oldest);
      }
    },
    take: async (key) => {
      const kept = challenges.get(key);
      challenges.delete(key);
      return kept !== undefined && kept.endsAt > now().getTime() ? kept.challenge : undefined;
    },
  };
}
