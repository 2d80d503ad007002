import { expect, it } from 'vitest';
import { createKeepBudget } from './keep-budget.ts';

it('a record has so much in a window, and anew in the next one, whatever others keep', () => {
  let now = 0;
  const mayKeep = createKeepBudget({ mostBytes: 10, windowMs: 100, nowMs: () => now });
  expect([mayKeep('a', 6), mayKeep('a', 6), mayKeep('a', 4), mayKeep('a', 1)]).toEqual([true, false, true, false]);
  expect(mayKeep('b', 10)).toBe(true);
  now = 99;
  expect(mayKeep('a', 1)).toBe(false);
  now = 100;
  expect([mayKeep('a', 10), mayKeep('a', 1)]).toEqual([true, false]);
});
