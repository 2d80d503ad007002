import { setImmediate } from 'node:timers/promises';
import { expect, it } from 'vitest';
import { gather } from './gather.ts';

/** Each call waits until it is told how it ends. */
function createTogether() {
  const calls: { inputs: readonly number[]; end: () => void; fail: (error: Error) => void }[] = [];
  const together = (inputs: readonly number[]) =>
    new Promise<readonly string[]>((resolve, reject) => {
      calls.push({ inputs, end: () => resolve(inputs.map(String)), fail: reject });
    });
  return { calls, together };
}

const alone = async (input: number): Promise<string> => {
  if (input < 0) throw new Error('This one cannot be done.');
  return `${input} alone`;
};
const patienceMs = 60_000;
const isOfOne = ({ message }: Error): boolean => message === 'of one';

it('what comes while others are under way goes together, and each gets its own answer', async () => {
  const { calls, together } = createTogether();
  const ask = gather({ together, alone, isOfOne: () => true, atMost: 3, atOnce: 1, patienceMs });
  const first = [ask(1), ask(2)];
  await setImmediate();
  const meanwhile = [ask(3), ask(4), ask(5), ask(6)];
  expect(calls.map(({ inputs }) => inputs)).toEqual([[1, 2]]);
  calls[0]?.end();
  expect(await Promise.all(first)).toEqual(['1', '2']);
  await setImmediate();
  calls[1]?.end();
  await Promise.all(meanwhile.slice(0, 3));
  await setImmediate();
  calls[2]?.end();
  expect(await Promise.all(meanwhile)).toEqual(['3', '4', '5', '6']);
  expect(calls.map(({ inputs }) => inputs)).toEqual([[1, 2], [3, 4, 5], [6]]);
});

it('no more are under way at once than there may be', async () => {
  const { calls, together } = createTogether();
  const ask = gather({ together, alone, isOfOne: () => true, atMost: 1, atOnce: 2, patienceMs });
  const asked: Promise<string>[] = [];
  for (const input of [1, 2, 3]) {
    asked.push(ask(input));
    await setImmediate();
  }
  expect(calls).toHaveLength(2);
  for (let number = 0; number < 3; number += 1) {
    calls[number]?.end();
    await setImmediate();
  }
  expect(await Promise.all(asked)).toEqual(['1', '2', '3']);
});

it('where one may have failed them all, each is tried alone; any other failure is for all of them', async () => {
  const { calls, together } = createTogether();
  const ask = gather({
    together,
    alone,
    isOfOne: (error) => isOfOne(error as Error),
    atMost: 9,
    atOnce: 1,
    patienceMs,
  });
  const mixed = [ask(1), ask(-1), ask(2)];
  await setImmediate();
  calls[0]?.fail(new Error('of one'));
  expect(await Promise.allSettled(mixed)).toMatchObject([
    { value: '1 alone' },
    { reason: { message: 'This one cannot be done.' } },
    { value: '2 alone' },
  ]);
  const lost = [ask(3), ask(4)];
  await setImmediate();
  calls[1]?.fail(new Error('of all'));
  expect(await Promise.allSettled(lost)).toMatchObject([
    { reason: { message: 'of all' } },
    { reason: { message: 'of all' } },
  ]);
});

it.each([
  [0, ['of all', 'of all']],
  [60_000, ['3', '4']],
] as const)(
  'row 37: after a failure of all, who has waited for longer than %i ms meets it as well, and nobody else',
  async (patience, expected) => {
    const { calls, together } = createTogether();
    const work = { together, alone, isOfOne: () => false, atMost: 9, atOnce: 1 };
    const ask = gather({ ...work, patienceMs: patience });
    const first = ask(1);
    await setImmediate();
    const meanwhile = Promise.allSettled([ask(3), ask(4)]);
    calls[0]?.fail(new Error('of all'));
    await expect(first).rejects.toThrow('of all');
    await setImmediate();
    calls[1]?.end();
    const ends = (await meanwhile).map((end) => (end.status === 'fulfilled' ? end.value : end.reason.message));
    expect(ends).toEqual(expected);
    // Who comes afterwards is asked for again.
    const next = ask(5);
    await setImmediate();
    calls.at(-1)?.end();
    expect(await next).toBe('5');
  },
);
