import type { Ask, AskLimitsPort } from '@portal/core/identity/ask-limits.port';
import { createShortMemory } from './short-memory.ts';

export function createAskLimits({ now }: { now: () => Date }): AskLimitsPort {
  const momentsByKey = createShortMemory<readonly number[]>({ now, most: 10_000 });

  function waitFor({ key, rules }: Ask, at: number): number {
    const moments = momentsByKey.get(key) ?? [];
    const waits = rules.map(({ count, windowMs }) => {
      const mustLeave = moments[moments.length - count];
      return mustLeave === undefined ? 0 : mustLeave + windowMs - at;
    });
    return Math.max(0, ...waits);
  }

  return {
    take: async (asks) => {
      const at = now().getTime();
      const waits = asks.map((ask) => ({ key: ask.key, retryAfterMs: waitFor(ask, at) }));
      const longest = waits.reduce((one, other) => (other.retryAfterMs > one.retryAfterMs ? other : one));
      if (longest.retryAfterMs > 0) return { allowed: false, ...longest };
      for (const { key, rules } of asks) {
        const longestMs = Math.max(...rules.map(({ windowMs }) => windowMs));
        const moments = (momentsByKey.get(key) ?? []).filter((moment) => moment > at - longestMs);
        momentsByKey.set(key, [...moments, at], longestMs);
      }
      return { allowed: true };
    },
  };
}
