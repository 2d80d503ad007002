import { describe, expect, it } from 'vitest';
import { medianOf, ratioOf, runRounds } from './rounds.ts';

describe('rounds', () => {
  it('begin with another competitor each, and the first of them does not count', async () => {
    const order: string[] = [];
    const competitor = (name: string, rates: number[]) => ({
      name,
      run: async () => {
        order.push(name);
        return { rate: rates.shift() ?? NaN, cpuSecondsEach: 1 };
      },
    });
    const { figures, byRound } = await runRounds([competitor('a', [1000, 1, 3, 2]), competitor('b', [1000, 2, 2, 2])], {
      rounds: 3,
      onRound: () => undefined,
    });
    expect(order.join('')).toBe('abbaabba');
    expect(figures[0]).toEqual({ name: 'a', rate: 2, lowest: 1, highest: 3, cpuSecondsEach: 1, p99Ms: undefined });
    expect(ratioOf(byRound.get('a')!, byRound.get('b')!)).toBe(1);
  });

  it.each([
    [[3, 1, 2], 2],
    [[4, 1, 2, 3], 2.5],
    [[1], 1],
  ])('have the median of %j: %d', (values, median) => {
    expect(medianOf(values)).toBe(median);
  });
});
