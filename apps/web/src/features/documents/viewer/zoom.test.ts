import { describe, expect, it } from 'vitest';
import { nextZoom } from './zoom.ts';

describe('The size of a page', () => {
  it('goes from step to step, also from between two of them', () => {
    expect(nextZoom(1, 1)).toBe(1.1);
    expect(nextZoom(1.13, -1)).toBe(1.1);
    expect(nextZoom(1.13, 1)).toBe(1.25);
  });

  it('stays at its ends', () => {
    expect(nextZoom(4, 1)).toBe(4);
    expect(nextZoom(0.1, -1)).toBe(0.1);
  });
});
