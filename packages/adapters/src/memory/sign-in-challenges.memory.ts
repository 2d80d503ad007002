import type { BackOff, SignInChallengesPort } from '@portal/core/identity/sign-in-challenges.port';
import { createShortMemory } from './short-memory.ts';
import type { ShortMemory } from './short-memory.ts';

type Challenge = {
  addressHash: string;
  browserHash: string;
  tries: number;
  /** When each of its codes ends. */
  codes: Map<string, number>;
};

type Failures = { count: number; lockedUntil: number };

const mostChallenges = 10_000;
const mostAddresses = 10_000;

export function createSignInChallenges({ now }: { now: () => Date }): SignInChallengesPort {
  const challenges = createShortMemory<Challenge>({ now, most: mostChallenges });
  const failuresByAddress = createShortMemory<Failures>({ now, most: mostAddresses });
  return {
    addCode: async ({ challengeId, addressHash, browserHash, codeHash, lifetimeMs, maxTries }) => {
      const open = challenges.get(challengeId);
      if (open && (open.addressHash !== addressHash || open.browserHash !== browserHash)) return 'mismatch';
      if (open && open.tries >= maxTries) return 'spent';
      const challenge = open ?? { addressHash, browserHash, tries: 0, codes: new Map() };
      challenge.codes.set(codeHash, now().getTime() + lifetimeMs);
      challenges.set(challengeId, challenge, lifetimeMs);
      return 'added';
    },
    tryCode: async ({ challengeId, addressHash, browserHash, codeHash, maxTries, backOff }) => {
      const open = challenges.get(challengeId);
      if (!open || open.addressHash !== addressHash || open.browserHash !== browserHash) return { outcome: 'unknown' };
      const lockedForMs = (failuresByAddress.get(addressHash)?.lockedUntil ?? 0) - now().getTime();
      if (lockedForMs > 0) return { outcome: 'locked', retryAfterMs: lockedForMs };
      if (open.tries >= maxTries) return { outcome: 'spent' };
      if ((open.codes.get(codeHash) ?? 0) > now().getTime()) {
        challenges.delete(challengeId);
        failuresByAddress.delete(addressHash);
        return { outcome: 'right' };
      }
      open.tries += 1;
      countFailure(failuresByAddress, addressHash, backOff, now());
      return { outcome: 'wrong' };
    },
  };
}

function countFailure(
  failuresByAddress: ShortMemory<Failures>,
  addressHash: string,
  { failures, firstMs, longestMs, forgottenAfterMs }: BackOff,
  now: Date,
): void {
  const count = (failuresByAddress.get(addressHash)?.count ?? 0) + 1;
  const lockMs = count % failures === 0 ? Math.min(firstMs * 2 ** (count / failures - 1), longestMs) : 0;
  failuresByAddress.set(addressHash, { count, lockedUntil: now.getTime() + lockMs }, lockMs + forgottenAfterMs);
}
