import { randomUUID } from 'node:crypto';
import type { AskLimitsPort, AskTaken } from '@portal/core/identity/ask-limits.port';
import { describe, expect, it } from 'vitest';

/** What every adapter of `AskLimitsPort` must hold. `passTime` moves the store's clock, or waits for it. */
export function askLimitsSuite(
  name: string,
  setUp: () => { askLimits: AskLimitsPort; passTime: (ms: number) => Promise<void> },
): void {
  describe(`limits of asking in ${name}`, () => {
    it('let exactly as many through as there is room for, however many ask at once', async () => {
      const { askLimits } = setUp();
      const key = randomUUID();
      const taken = await Promise.all(
        Array.from({ length: 40 }, () => askLimits.take([{ key, rules: [{ count: 7, windowMs: 60_000 }] }])),
      );
      expect(taken.filter(({ allowed }) => allowed)).toHaveLength(7);
    });

    it('count each key for itself', async () => {
      const { askLimits } = setUp();
      const rules = [{ count: 1, windowMs: 60_000 }];
      expect(await askLimits.take([{ key: randomUUID(), rules }])).toEqual({ allowed: true });
      expect(await askLimits.take([{ key: randomUUID(), rules }])).toEqual({ allowed: true });
    });

    it('say how long to wait, by the rule that takes longest, and let through after that', async () => {
      const { askLimits, passTime } = setUp();
      const key = randomUUID();
      const rules = [
        { count: 1, windowMs: 500 },
        { count: 2, windowMs: 2_000 },
      ];
      expect(await askLimits.take([{ key, rules }])).toEqual({ allowed: true });
      const soon = await askLimits.take([{ key, rules }]);
      expect(waitOf(soon)).toBeGreaterThan(0);
      expect(waitOf(soon)).toBeLessThanOrEqual(500);
      await passTime(waitOf(soon));
      expect(await askLimits.take([{ key, rules }])).toEqual({ allowed: true });
      await passTime(510);
      const later = await askLimits.take([{ key, rules }]);
      expect(waitOf(later)).toBeGreaterThan(500);
      await passTime(waitOf(later));
      expect(await askLimits.take([{ key, rules }])).toEqual({ allowed: true });
    });

    it('let through what has room under every key only, and count what one of them refused under none', async () => {
      const { askLimits } = setUp();
      const [wide, narrow] = [
        { key: randomUUID(), rules: [{ count: 2, windowMs: 60_000 }] },
        { key: randomUUID(), rules: [{ count: 1, windowMs: 30_000 }] },
      ];
      expect(await askLimits.take([wide, narrow])).toEqual({ allowed: true });
      expect(await askLimits.take([wide, narrow])).toMatchObject({ allowed: false, key: narrow.key });
      expect(await askLimits.take([wide])).toEqual({ allowed: true });
      // Both are full now: the one that takes longer is named.
      expect(await askLimits.take([narrow, wide])).toMatchObject({ allowed: false, key: wide.key });
    });

    it('count nothing that was refused', async () => {
      const { askLimits, passTime } = setUp();
      const key = randomUUID();
      const rules = [{ count: 1, windowMs: 1_000 }];
      await askLimits.take([{ key, rules }]);
      await passTime(500);
      expect(await askLimits.take([{ key, rules }])).toMatchObject({ allowed: false });
      await passTime(510);
      expect(await askLimits.take([{ key, rules }])).toEqual({ allowed: true });
    });
  });
}

function waitOf(taken: AskTaken): number {
  return taken.allowed ? 0 : taken.retryAfterMs;
}
