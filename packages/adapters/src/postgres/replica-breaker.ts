import type { BreakerState } from '@portal/core/documents/list-observer';

export type ReplicaBreaker = {
  state(): BreakerState;
  /** Whether this call may ask the replica; half open lets one through at a time, whose outcome decides. */
  enter(): boolean;
  /** What became of the call that entered. */
  leave(outcome: 'sound' | 'lagging' | 'failed'): void;
};

// Short: who lags has usually caught up by then, and one wasted question is cheap.
const lagPauseMs = 500;
// A record that was written a moment ago is behind on every replica; several of them in a row are a replica that lags.
const lagsUntilPause = 3;
const firstPauseMs = 1_000;
const longestPauseMs = 30_000;

/**
 * Spares the reads of a replica that is gone (each of them would wait for its time-outs) or lags (each would ask in
 * vain). `nowMs` never goes back.
 */
export function createReplicaBreaker({ nowMs }: { nowMs: () => number }): ReplicaBreaker {
  let openUntilMs: number | undefined;
  let isProbing = false;
  let failures = 0;
  let lags = 0;

  const state = (): BreakerState => {
    if (openUntilMs === undefined) return 'closed';
    return nowMs() < openUntilMs ? 'open' : 'half_open';
  };
  const open = (pauseMs: number): void => {
    openUntilMs = nowMs() + pauseMs;
    isProbing = false;
  };
  return {
    state,
    enter: () => {
      const current = state();
      if (current === 'closed') return true;
      if (current === 'open' || isProbing) return false;
      isProbing = true;
      return true;
    },
    leave: (outcome) => {
      // Those that entered before it opened say nothing new.
      if (state() === 'open') return;
      if (outcome === 'failed') {
        open(Math.min(firstPauseMs * 2 ** failures, longestPauseMs));
        failures += 1;
        return;
      }
      failures = 0;
      lags = outcome === 'lagging' ? lags + 1 : 0;
      if (lags >= lagsUntilPause) open(lagPauseMs);
      else if (outcome === 'sound' || isProbing) close();
    },
  };

  function close(): void {
    openUntilMs = undefined;
    isProbing = false;
  }
}
