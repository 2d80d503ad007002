import type { SignInChallengesPort } from '@portal/core/identity/sign-in-challenges.port';

type Challenge = {
  addressHash: string;
  browserHash: string;
  tries: number;
  codes: Map<string, number>;
  endsAt: number;
};

/** For one process: its clock is the store's. */
export function createSignInChallenges({ now }: { now: () => Date }): SignInChallengesPort {
  const challenges = new Map<string, Challenge>();

  function findOpen(challengeId: string): Challenge | undefined {
    const challenge = challenges.get(challengeId);
    return challenge !== undefined && challenge.endsAt > now().getTime() ? challenge : undefined;
  }

  function dropEnded(): void {
    for (const [id, { endsAt }] of challenges) if (endsAt <= now().getTime()) challenges.delete(id);
  }

  return {
    addCode: async ({ challengeId, addressHash, browserHash, codeHash, lifetimeMs, maxTries }) => {
      dropEnded();
      const endsAt = now().getTime() + lifetimeMs;
      const open = findOpen(challengeId);
      if (open && (open.addressHash !== addressHash || open.browserHash !== browserHash)) return 'mismatch';
      if (open && open.tries >= maxTries) return 'spent';
      const challenge = open ?? { addressHash, browserHash, tries: 0, codes: new Map(), endsAt };
      challenge.codes.set(codeHash, endsAt);
      challenge.endsAt = endsAt;
      challenges.set(challengeId, challenge);
      return 'added';
    },
    tryCode: async ({ challengeId, browserHash, codeHash, maxTries }) => {
      const open = findOpen(challengeId);
      if (!open || open.browserHash !== browserHash) return { outcome: 'unknown' };
      if (open.tries >= maxTries) return { outcome: 'spent' };
      if ((open.codes.get(codeHash) ?? 0) > now().getTime()) {
        challenges.delete(challengeId);
        return { outcome: 'right', addressHash: open.addressHash };
      }
      open.tries += 1;
      return { outcome: 'wrong' };
    },
  };
}
