/**
 * How often a code may be asked for. Counts what was allowed, by the store's clock, in one atomic step.
 * A store that fails rejects as `service_unavailable`, within a second.
 */
export type AskLimitsPort = {
  /** Allowed only where every rule has room; what is refused counts nowhere. */
  take(key: string, rules: readonly AskRule[]): Promise<{ allowed: true } | { allowed: false; retryAfterMs: number }>;
};

/** At most `count` within any `windowMs`. */
export type AskRule = { count: number; windowMs: number };
