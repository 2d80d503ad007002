import type { BackOff, SignInChallengesPort } from '@portal/core/identity/sign-in-challenges.port';

type Challenge = {
  addressHash: string;
  browserHash: string;
  tries: number;
  codes: Map<string, number>;
  endsAt: number;
};

type Failures = { count: number; lockedUntil: number; forgottenAt: number };

const mostChallenges = 10_000;
const mostAddresses = 10_000;

/** For one process: its clock is the store's. Of too many challenges the oldest ones go. */
export function createSignInChallenges({ now }: { now: () => Date }): SignInChallengesPort {
  const challenges = new Map<string, Challenge>();
  const failuresByAddress = new Map<string, Failures>();

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

  function findFailures(addressHash: string): Failures | undefined {
    const failures = failuresByAddress.get(addressHash);
    return failures !== undefined && failures.forgottenAt > now().getTime() ? failures : undefined;
  }

  function countFailure(addressHash: string, backOff: BackOff): void {
    const at = now().getTime();
    const count = (findFailures(addressHash)?.count ?? 0) + 1;
    const lockMs = count % backOff.failures === 0 ? lockFor(count / backOff.failures, backOff) : 0;
    failuresByAddress.delete(addressHash);
    failuresByAddress.set(addressHash, {
      count,
      lockedUntil: at + lockMs,
      forgottenAt: at + lockMs + backOff.forgottenAfterMs,
    });
    for (const oldest of failuresByAddress.keys()) {
      if (failuresByAddress.size <= mostAddresses) return;
      failuresByAddress.delete(oldest);
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
    tryCode: async ({ challengeId, addressHash, browserHash, codeHash, maxTries, backOff }) => {
      const open = findOpen(challengeId);
      if (!open || open.addressHash !== addressHash || open.browserHash !== browserHash) return { outcome: 'unknown' };
      const lockedForMs = (findFailures(addressHash)?.lockedUntil ?? 0) - now().getTime();
      if (lockedForMs > 0) return { outcome: 'locked', retryAfterMs: lockedForMs };
      if (open.tries >= maxTries) return { outcome: 'spent' };
      if ((open.codes.get(codeHash) ?? 0) > now().getTime()) {
        challenges.delete(challengeId);
        failuresByAddress.delete(addressHash);
        return { outcome: 'right' };
      }
      open.tries += 1;
      countFailure(addressHash, backOff);
      return { outcome: 'wrong' };
    },
  };
}

function lockFor(times: number, { firstMs, longestMs }: BackOff): number {
  return Math.min(firstMs * 2 ** (times - 1), longestMs);
}
