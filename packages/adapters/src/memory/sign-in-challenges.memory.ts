import type { SignInChallengesPort } from '@portal/core/identity/sign-in-challenges.port';

type Challenge = {
  addressHash: string;
  browserHash: string;
  tries: number;
  codes: Map<string, number>;
  endsAt: number;
};

const mostChallenges = 10_000;

/** For one process: its clock is the store's. Of too many challenges the oldest ones go. */
export function createSignInChallenges({ now }: { now: () => Date }): SignInChallengesPort {
  const challenges = new Map<string, Challenge>();

  function findOpen(challengeId: string): Challenge | undefined {
    const challenge = challenges.get(challengeId);
    return challenge !== undefined && challenge.endsAt > now().getTime() ? challenge : undefined;
  }

  /** They stand in the order of their last code, so the first ones are those that end first. */
  function keep(challengeId: string, challenge: Challenge): void {
    challenges.delete(challengeId);
    challenges.set(challengeId, challenge);
    for (const [oldest, { endsAt }] of challenges) {
      if (endsAt > now().getTime() && challenges.size <= mostChallenges) return;
      challenges.delete(oldest);
    }
  }

  return {
    addCode: async ({ challengeId, addressHash, browserHash, codeHash, lifetimeMs, maxTries }) => {
      const endsAt = now().getTime() + lifetimeMs;
      const open = findOpen(challengeId);
      if (open && (open.addressHash !== addressHash || open.browserHash !== browserHash)) return 'mismatch';
      if (open && open.tries >= maxTries) return 'spent';
      const challenge = open ?? { addressHash, browserHash, tries: 0, codes: new Map(), endsAt };
      challenge.codes.set(codeHash, endsAt);
      challenge.endsAt = endsAt;
      keep(challengeId, challenge);
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
