import { expect, it } from 'vitest';
import { untilNoneIsLeft } from './until-none-is-left.ts';

it.each([
  [[10, 10, 3], 23],
  [[10, 0], 10],
  [[0], 0],
])('what is done some at a time is done until none is left: %j', async (batches, total) => {
  const asked = [...batches];
  expect(await untilNoneIsLeft(10, async () => asked.shift() ?? Number.NaN)).toBe(total);
  expect(asked).toEqual([]);
});
