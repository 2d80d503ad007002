import { describe, expect, it } from 'vitest';
import { percentileOf } from './percentiles.ts';

describe('a percentile', () => {
  const hundred = Array.from({ length: 100 }, (_value, at) => 100 - at);

  it.each([
    [95, 95],
    [50, 50],
    [100, 100],
    [0, 1],
    [0.5, 1],
  ])('of %d percent of 1 to 100 is %d', (percent, value) => {
    expect(percentileOf(hundred, percent)).toBe(value);
  });

  it('of one value is that value, of none there is none', () => {
    expect(percentileOf([7], 99)).toBe(7);
    expect(percentileOf([], 95)).toBeNaN();
  });
});
