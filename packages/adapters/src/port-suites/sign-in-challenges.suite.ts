import { randomUUID } from 'node:crypto';
import type { SignInChallengesPort, SignInTry } from '@portal/core/identity/sign-in-challenges.port';
import { describe, expect, it } from 'vitest';

/** What every adapter of `SignInChallengesPort` must hold. `passTime` moves the store's clock, or waits for it. */
export function signInChallengesSuite(
  name: string,
  setUp: () => { challenges: SignInChallengesPort; passTime: (ms: number) => Promise<void> },
): void {
  const maxTries = 5;
  const challenge = (changes: Partial<Parameters<SignInChallengesPort['addCode']>[0]> = {}) => ({
    challengeId: randomUUID(),
    addressHash: 'address of Dana',
    browserHash: 'browser of Dana',
    codeHash: 'right',
    lifetimeMs: 300_000,
    maxTries,
    ...changes,
  });
  const outcomes = (tries: readonly SignInTry[]) =>
    Object.fromEntries([...Map.groupBy(tries, ({ outcome }) => outcome)].map(([outcome, of]) => [outcome, of.length]));

  describe(`sign-in challenges in ${name}`, () => {
    it('take the right code once and say for which address it was', async () => {
      const { challenges } = setUp();
      const open = challenge();
      expect(await challenges.addCode(open)).toBe('added');
      expect(await challenges.tryCode(open)).toEqual({ outcome: 'right', addressHash: 'address of Dana' });
      expect(await challenges.tryCode(open)).toEqual({ outcome: 'unknown' });
    });

    it('let one of 50 simultaneous right codes in', async () => {
      const { challenges } = setUp();
      const open = challenge();
      await challenges.addCode(open);
      const tries = await Promise.all(Array.from({ length: 50 }, () => challenges.tryCode(open)));
      expect(outcomes(tries)).toEqual({ right: 1, unknown: 49 });
    });

    it('count five of 500 simultaneous wrong codes, and refuse the right one afterwards', async () => {
      const { challenges } = setUp();
      const open = challenge();
      await challenges.addCode(open);
      const tries = await Promise.all(
        Array.from({ length: 500 }, () => challenges.tryCode({ ...open, codeHash: 'wrong' })),
      );
      expect(outcomes(tries)).toEqual({ wrong: maxTries, spent: 495 });
      expect(await challenges.tryCode(open)).toEqual({ outcome: 'spent' });
      expect(await challenges.addCode({ ...open, codeHash: 'another' })).toBe('spent');
    });

    it('leave the tries of a challenge alone when another browser tries', async () => {
      const { challenges } = setUp();
      const [mine, theirs] = [challenge(), challenge({ browserHash: 'browser of Eve', addressHash: 'address of Eve' })];
      await challenges.addCode(mine);
      await challenges.addCode(theirs);
      for (let i = 0; i < 10; i++) {
        const attempt = await challenges.tryCode({ ...mine, browserHash: theirs.browserHash });
        expect(attempt).toEqual({ outcome: 'unknown' });
      }
      expect(await challenges.tryCode(mine)).toMatchObject({ outcome: 'right' });
    });

    it('keep an earlier code good when one more is added, its tries shared', async () => {
      const { challenges } = setUp();
      const open = challenge();
      await challenges.addCode(open);
      await challenges.tryCode({ ...open, codeHash: 'wrong' });
      expect(await challenges.addCode({ ...open, codeHash: 'right too' })).toBe('added');
      const tries = [];
      for (let i = 0; i < maxTries; i++) tries.push(await challenges.tryCode({ ...open, codeHash: 'wrong' }));
      expect(outcomes(tries)).toEqual({ wrong: maxTries - 1, spent: 1 });

      const other = challenge();
      await challenges.addCode(other);
      await challenges.addCode({ ...other, codeHash: 'right too' });
      expect(await challenges.tryCode(other)).toMatchObject({ outcome: 'right' });
      expect(await challenges.tryCode({ ...other, codeHash: 'right too' })).toEqual({ outcome: 'unknown' });
    });

    it('take no code for another address or browser into an open challenge', async () => {
      const { challenges } = setUp();
      const open = challenge();
      await challenges.addCode(open);
      const changes = [{ addressHash: 'address of Eve' }, { browserHash: 'browser of Eve' }];
      for (const change of changes) {
        expect(await challenges.addCode({ ...open, ...change, codeHash: 'theirs' })).toBe('mismatch');
        expect(await challenges.tryCode({ ...open, codeHash: 'theirs' })).toEqual({ outcome: 'wrong' });
      }
    });

    it('forget a code at its end, by the clock of the store', async () => {
      const { challenges, passTime } = setUp();
      const open = challenge({ lifetimeMs: 1_000 });
      await challenges.addCode(open);
      await passTime(600);
      await challenges.addCode({ ...open, codeHash: 'younger' });
      await passTime(500);
      expect(await challenges.tryCode(open)).toEqual({ outcome: 'wrong' });
      expect(await challenges.tryCode({ ...open, codeHash: 'younger' })).toMatchObject({ outcome: 'right' });

      const later = challenge({ lifetimeMs: 100 });
      await challenges.addCode(later);
      await passTime(150);
      expect(await challenges.tryCode(later)).toEqual({ outcome: 'unknown' });
    });
  });
}
