import { afterEach, beforeEach, describe, expect, it, vi } from 'vitest';
import { repeat } from './repeat.ts';

describe('work that is repeated', () => {
  beforeEach(() => {
    vi.useFakeTimers();
  });
  afterEach(() => {
    vi.useRealTimers();
  });

  it('runs about as often as it should, one at a time, and goes on after a failure', async () => {
    let runs = 0;
    let atOnce = 0;
    let mostAtOnce = 0;
    const errors: unknown[] = [];
    const work = async (): Promise<void> => {
      runs += 1;
      atOnce += 1;
      mostAtOnce = Math.max(mostAtOnce, atOnce);
      await new Promise((resolve) => setTimeout(resolve, 5000));
      atOnce -= 1;
      if (runs === 2) throw new Error('once');
    };
    const repeated = repeat({ work, everyMs: 1000, onError: (error) => errors.push(error) });
    await vi.advanceTimersByTimeAsync(60_000);
    expect(mostAtOnce).toBe(1);
    expect(runs).toBeGreaterThanOrEqual(9);
    expect(runs).toBeLessThanOrEqual(11);
    expect(errors).toEqual([new Error('once')]);
    const stopping = repeated.stop();
    await vi.advanceTimersByTimeAsync(60_000);
    await stopping;
    const runsAtStop = runs;
    await vi.advanceTimersByTimeAsync(60_000);
    expect(runs).toBe(runsAtStop);
  });
});
