/**
 * How often something may be asked for. Counts what was allowed, by the store's clock, in one atomic step.
 * A store that fails rejects as `service_unavailable`, within a second.
 */
export type AskLimitsPort = {
  /** Allowed only where every rule of every key has room; what is refused counts nowhere. Keys name nobody. */
  take(asks: readonly Ask[]): Promise<AskTaken>;
};

export type Ask = { key: string; rules: readonly AskRule[] };

/** At most `count` (1 or more) within any `windowMs`. */
export type AskRule = { count: number; windowMs: number };

/** Refused: the key that takes longest, and how long. */
export type AskTaken = { allowed: true } | { allowed: false; key: string; retryAfterMs: number };
