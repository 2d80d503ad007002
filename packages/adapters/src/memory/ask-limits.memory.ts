import type { AskLimitsPort } from '@portal/core/identity/ask-limits.port';

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

  return {
    take: async (key, rules) => {
      const at = now().getTime();
      const longestMs = Math.max(...rules.map(({ windowMs }) => windowMs));
      const moments = (momentsByKey.get(key) ?? []).filter((moment) => moment > at - longestMs);
      const waits = rules.map(({ count, windowMs }) => {
        const inWindow = moments.filter((moment) => moment > at - windowMs);
        const mustLeave = inWindow[inWindow.length - count];
        return mustLeave === undefined ? 0 : mustLeave + windowMs - at;
      });
      const retryAfterMs = Math.max(...waits);
      if (retryAfterMs > 0) return { allowed: false, retryAfterMs };
      keep(key, [...moments, at]);
      return { allowed: true };
    },
  };
}
