import type { Ask, AskLimitsPort } from '@portal/core/identity/ask-limits.port';

const mostKeys = 10_000;

/** For one process: its clock is the store's. */
export function createAskLimits({ now }: { now: () => Date }): AskLimitsPort {
  const momentsByKey = new Map<string, number[]>();

  /** The keys stand in the order of their last use, so the first ones are those that matter least. */
  function keep(key: string, moments: number[]): void {
    momentsByKey.delete(key);
    momentsByKey.set(key, moments);
    for (const oldest of momentsByKey.keys()) {
      if (momentsByKey.size <= mostKeys) return;
      momentsByKey.delete(oldest);
    }
  }

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
        keep(key, [...(momentsByKey.get(key) ?? []).filter((moment) => moment > at - longestMs), at]);
      }
      return { allowed: true };
    },
  };
}
