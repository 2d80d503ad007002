import { randomUUID } from 'node:crypto';
import type { PasskeyChallengesPort } from '@portal/core/identity/passkey-challenges.port';
import { describe, expect, it } from 'vitest';

/** What every adapter of `PasskeyChallengesPort` must hold. `passTime` moves the store's clock, or waits for it. */
export function passkeyChallengesSuite(
  name: string,
  setUp: () => { challenges: PasskeyChallengesPort; passTime: (ms: number) => Promise<void> },
): void {
  describe(`passkey challenges in ${name}`, () => {
    it('are handed out once, however many ask at once', async () => {
      const { challenges } = setUp();
      const key = randomUUID();
      await challenges.keep(key, 'sign this', 60_000);
      const taken = await Promise.all(Array.from({ length: 20 }, () => challenges.take(key)));
      expect(taken.filter((challenge) => challenge !== undefined)).toEqual(['sign this']);
      expect(await challenges.take(key)).toBeUndefined();
    });

    it('are under their own key only, the newest of it', async () => {
      const { challenges } = setUp();
      const key = randomUUID();
      await challenges.keep(key, 'first', 60_000);
      await challenges.keep(key, 'second', 60_000);
      expect(await challenges.take(randomUUID())).toBeUndefined();
      expect(await challenges.take(key)).toBe('second');
    });

    it('are over after their lifetime', async () => {
      const { challenges, passTime } = setUp();
      const key = randomUUID();
      await challenges.keep(key, 'sign this', 100);
      await passTime(150);
      expect(await challenges.take(key)).toBeUndefined();
    });
  });
}
