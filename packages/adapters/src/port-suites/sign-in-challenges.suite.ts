import { randomUUID } from 'node:crypto';
import type { BackOff, SignInChallengesPort, SignInTry } from '@portal/core/identity/sign-in-challenges.port';
import { describe, expect, it } from 'vitest';

/** What every adapter of `SignInChallengesPort` must hold. `passTime` moves the store's clock, or waits for it. */
export function signInChallengesSuite(
  name: string,
  setUp: () => { challenges: SignInChallengesPort; passTime: (ms: number) => Promise<void> },
): void {
  const maxTries = 5;
  const backOff = { failures: 10, firstMs: 15 * 60_000, longestMs: 24 * 60 * 60_000, forgottenAfterMs: 60_000 };
  type Challenge = Parameters<SignInChallengesPort['addCode']>[0] & { backOff: BackOff };
  const challenge = (changes: Partial<Challenge> = {}): Challenge => ({
    challengeId: randomUUID(),
    addressHash: `address of Dana ${randomUUID()}`,
    browserHash: 'browser of Dana',
    codeHash: 'right',
    lifetimeMs: 300_000,
    maxTries,
    backOff,
    ...changes,
  });
  const outcomes = (tries: readonly SignInTry[]) =>
    Object.fromEntries([...Map.groupBy(tries, ({ outcome }) => outcome)].map(([outcome, of]) => [outcome, of.length]));

  describe(`sign-in challenges in ${name}`, () => {
    it('take the right code once', async () => {
      const { challenges } = setUp();
      const open = challenge();
      expect(await challenges.addCode(open)).toBe('added');
      expect(await challenges.tryCode(open)).toEqual({ outcome: 'right' });
      expect(await challenges.tryCode(open)).toEqual({ outcome: 'unknown' });
    });

    it('row 3: let one of 50 simultaneous right codes in', async () => {
      const { challenges } = setUp();
      const open = challenge();
      await challenges.addCode(open);
      const tries = await Promise.all(Array.from({ length: 50 }, () => challenges.tryCode(open)));
      expect(outcomes(tries)).toEqual({ right: 1, unknown: 49 });
    });

    it('row 3: count five of 500 simultaneous wrong codes, and refuse the right one afterwards', async () => {
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

    it('row 5: leave the tries of a challenge alone when another browser or address tries', async () => {
      const { challenges } = setUp();
      const [mine, theirs] = [challenge(), challenge({ browserHash: 'browser of Eve', addressHash: 'address of Eve' })];
      await challenges.addCode(mine);
      await challenges.addCode(theirs);
      for (let i = 0; i < 10; i++) {
        const attempt = await challenges.tryCode({ ...mine, browserHash: theirs.browserHash });
        expect(attempt).toEqual({ outcome: 'unknown' });
        expect(await challenges.tryCode({ ...mine, addressHash: theirs.addressHash })).toEqual({ outcome: 'unknown' });
      }
      expect(await challenges.tryCode(mine)).toMatchObject({ outcome: 'right' });
    });

    it('row 4: keep an earlier code good when one more is added, its tries shared', async () => {
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

    it('row 1: forget a code at its end, by the clock of the store', async () => {
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

  backOffSuite(name, setUp, challenge);
}

type SetUp = Parameters<typeof signInChallengesSuite>[1];
type NewChallenge = (changes: Partial<NewInput>) => NewInput;
type NewInput = Parameters<SignInChallengesPort['addCode']>[0] & { backOff: BackOff };

/** What is counted for an address, over all its challenges. */
function backOffSuite(name: string, setUp: SetUp, challenge: NewChallenge): void {
  const backOff = { failures: 3, firstMs: 400, longestMs: 700, forgottenAfterMs: 1_000 };

  describe(`failures of an address in ${name}`, () => {
    const openFor = async (challenges: SignInChallengesPort, addressHash: string): Promise<NewInput> => {
      const open = challenge({ addressHash, backOff });
      await challenges.addCode(open);
      return open;
    };
    const fail = async (challenges: SignInChallengesPort, addressHash: string, times: number): Promise<SignInTry[]> => {
      const tries = [];
      for (let i = 0; i < times; i++) {
        tries.push(await challenges.tryCode({ ...(await openFor(challenges, addressHash)), codeHash: 'wrong' }));
      }
      return tries;
    };
    const waitOf = (attempt: SignInTry): number => (attempt.outcome === 'locked' ? attempt.retryAfterMs : 0);

    it('row 4: lock it, the right code too, however often it is asked for again; a code outlives the lock', async () => {
      const { challenges, passTime } = setUp();
      const addressHash = randomUUID();
      const early = await openFor(challenges, addressHash);
      expect(await fail(challenges, addressHash, 3)).toEqual(Array(3).fill({ outcome: 'wrong' }));
      const refused = await challenges.tryCode(early);
      expect(waitOf(refused)).toBeGreaterThan(0);
      expect(waitOf(refused)).toBeLessThanOrEqual(400);
      expect(await challenges.tryCode(await openFor(challenges, addressHash))).toMatchObject({ outcome: 'locked' });
      expect(await challenges.tryCode({ ...early, browserHash: 'of Eve' })).toEqual({ outcome: 'unknown' });
      await passTime(waitOf(refused));
      expect(await challenges.tryCode(early)).toEqual({ outcome: 'right' });
    });

    it('row 4: lock it for twice as long every time, up to the longest, and count nothing meanwhile', async () => {
      const { challenges, passTime } = setUp();
      const addressHash = randomUUID();
      const waits = [];
      for (let i = 0; i < 3; i++) {
        await fail(challenges, addressHash, 3);
        const [refused = { outcome: 'unknown' }] = await fail(challenges, addressHash, 5);
        waits.push(waitOf(refused));
        await passTime(waitOf(refused));
      }
      for (const [i, [least, most]] of [
        [200, 400],
        [500, 700],
        [500, 700],
      ].entries()) {
        expect(waits[i]).toBeGreaterThan(least ?? 0);
        expect(waits[i]).toBeLessThanOrEqual(most ?? 0);
      }
    });

    it('row 4: are forgotten with the right code, and a while after the last one', async () => {
      const { challenges, passTime } = setUp();
      const [forgiven, idle] = [randomUUID(), randomUUID()];
      await fail(challenges, forgiven, 2);
      expect(await challenges.tryCode(await openFor(challenges, forgiven))).toEqual({ outcome: 'right' });
      await fail(challenges, idle, 2);
      await passTime(1_010);
      for (const addressHash of [forgiven, idle]) {
        await fail(challenges, addressHash, 2);
        expect(await challenges.tryCode(await openFor(challenges, addressHash))).toEqual({ outcome: 'right' });
      }
    });

    it('row 4: lock nobody else', async () => {
      const { challenges } = setUp();
      await fail(challenges, randomUUID(), 5);
      expect(await challenges.tryCode(await openFor(challenges, randomUUID()))).toEqual({ outcome: 'right' });
    });

    it('row 3: never exceed one lock, however many wrong codes come at once', async () => {
      const { challenges } = setUp();
      const addressHash = randomUUID();
      const opened = await Promise.all(Array.from({ length: 20 }, () => openFor(challenges, addressHash)));
      const tries = await Promise.all(opened.map((open) => challenges.tryCode({ ...open, codeHash: 'wrong' })));
      expect(tries.filter(({ outcome }) => outcome === 'wrong')).toHaveLength(3);
      expect(tries.filter(({ outcome }) => outcome === 'locked')).toHaveLength(17);
    });
  });
}
