/**
 * What is counted of lists. Nothing of a patient is told, not even an id: only that it happened. All calls are
 * synchronous, take less than a microsecond and never throw, so that they may stand on every path.
 */

/**
 * `hit`: sent from the cache, or from what this process itself remembers of it. `miss`: read from a database for this one.
 * `joined`: waited for another's reading of the same page. `not_modified`: the reader has it already, nothing was looked
 * up but the version.
 */
export const listReadOutcomes = ['hit', 'miss', 'joined', 'not_modified'] as const;
export type ListReadOutcome = (typeof listReadOutcomes)[number];

export type ListObserver = {
  /** Once a read that is answered, when its outcome is known. */
  read(outcome: ListReadOutcome): void;
};

/**
 * `paused`: not even asked, because its breaker is open. `too_large`: a page that is not kept because of its size.
 * `over_budget`: one that is not kept because its record has taken enough for now.
 */
export const listCacheFailures = ['error', 'timeout', 'paused', 'too_large', 'over_budget'] as const;
export type ListCacheFailure = (typeof listCacheFailures)[number];

/** Told by whatever keeps pages: its port hides every failure as a miss. */
export type ListCacheObserver = {
  failed(operation: 'find' | 'keep', reason: ListCacheFailure): void;
};

/**
 * Why the primary was read although there are replicas: the replica's snapshot was `behind` or `ahead` of the version
 * asked for, or of `another_timeline` (the same number, another nonce); it failed (`error`) or was too slow
 * (`timeout`); or every breaker was open (`none_available`).
 */
export const replicaFallbacks = ['behind', 'ahead', 'another_timeline', 'error', 'timeout', 'none_available'] as const;
export type ReplicaFallback = (typeof replicaFallbacks)[number];

/** Told by whatever routes reads over replicas; silent where there are none. */
export type ReplicaObserver = {
  /** A page came from this replica: its place in the configuration, from 1. */
  served(replica: number): void;
  /** A page came from the primary instead. `replica`: the one that was asked last; undefined where none was. */
  fellBack(reason: ReplicaFallback, replica: number | undefined): void;
};

/** `half_open`: the pause is over, and the next call decides. Asked for when somebody looks, never told. */
export const breakerStates = ['closed', 'half_open', 'open'] as const;
export type BreakerState = (typeof breakerStates)[number];
