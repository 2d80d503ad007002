import { describe, expect, it } from 'vitest';
import { onDemand } from './on-demand.ts';

describe('work on demand', () => {
  it('runs one at a time, once more for all that asked meanwhile, and again after a failure', async () => {
    const errors: unknown[] = [];
    const runs: (() => void)[] = [];
    const { nudge, stop } = onDemand({
      work: async () => {
        await new Promise<void>((resolve) => runs.push(resolve));
        if (runs.length === 1) throw new Error('the first one');
      },
      onError: (error) => errors.push(error),
    });
    expect(runs).toHaveLength(0);
    for (let time = 0; time < 5; time += 1) nudge();
    expect(runs).toHaveLength(1);
    runs[0]?.();
    await expect.poll(() => runs.length).toBe(2);
    expect(errors).toMatchObject([{ message: 'the first one' }]);
    runs[1]?.();
    nudge();
    await expect.poll(() => runs.length).toBe(3);
    runs[2]?.();
    await stop();
    nudge();
    expect(runs).toHaveLength(3);
  });

  it('that runs is told to stop, and waited for', async () => {
    let isDone = false;
    const { nudge, stop } = onDemand({
      work: async ({ signal }) => {
        await new Promise((resolve) => signal.addEventListener('abort', resolve));
        isDone = true;
      },
      onError: () => undefined,
    });
    nudge();
    await stop();
    expect(isDone).toBe(true);
  });
});
