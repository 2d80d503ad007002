/** Entries that end, at most so many of them. */
export type ShortMemory<Value> = {
  /** Undefined where there is none, or none any more. */
  get(key: string): Value | undefined;
  set(key: string, value: Value, lifetimeMs: number): void;
  delete(key: string): void;
};

/** For one process: its clock is the store's. Of more than `most` entries those go that were set longest ago. */
export function createShortMemory<Value>({ now, most }: { now: () => Date; most: number }): ShortMemory<Value> {
  const entries = new Map<string, { value: Value; endsAt: number }>();
  return {
    get: (key) => {
      const entry = entries.get(key);
      return entry !== undefined && entry.endsAt > now().getTime() ? entry.value : undefined;
    },
    set: (key, value, lifetimeMs) => {
      const at = now().getTime();
      // Taken out first: a map hands out its entries in the order in which they came in.
      entries.delete(key);
      entries.set(key, { value, endsAt: at + lifetimeMs });
      for (const [oldest, { endsAt }] of entries) {
        if (endsAt > at && entries.size <= most) return;
        entries.delete(oldest);
      }
    },
    delete: (key) => void entries.delete(key),
  };
}
