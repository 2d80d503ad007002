import type { SignedPart } from '@portal/contract/uploads';
import { describe, expect, it } from 'vitest';
import { createPartAddresses } from './part-addresses.ts';
import type { Part } from './part-plan.ts';

const partOf = (number: number): Part => ({ number, startInBytes: number * 10, endInBytes: number * 10 + 10 });

function createRig({ upcoming = [] as number[] } = {}) {
  const asked: number[][] = [];
  const digested: number[] = [];
  const clock = { leftMs: 900_000 };
  const trouble: { error: Error | undefined } = { error: undefined };
  const addresses = createPartAddresses({
    digest: async ({ number }) => {
      digested.push(number);
      return `sha-${number}`;
    },
    sign: async (parts) => {
      asked.push(parts.map(({ number }) => number));
      if (trouble.error) throw trouble.error;
      return parts.map(({ number, sha256 }): SignedPart => ({
        number,
        url: `/part/${number}/${sha256}/${asked.length}`,
        headers: {},
        expiresAt: 'later',
      }));
    },
    upcoming: () => upcoming.map(partOf),
    msUntil: () => clock.leftMs,
  });
  return { addresses, asked, digested, clock, trouble };
}

describe('The addresses of parts', () => {
  it('are asked for a few together: those that are needed now, and those that come next', async () => {
    const { addresses, asked } = createRig({ upcoming: [4, 5] });
    const first = await Promise.all([1, 2, 3].map((number) => addresses.of(partOf(number))));
    expect(first.map(({ url }) => url)).toEqual(['/part/1/sha-1/1', '/part/2/sha-2/1', '/part/3/sha-3/1']);
    expect((await addresses.of(partOf(4))).url).toBe('/part/4/sha-4/1');
    expect(asked).toEqual([[1, 2, 3, 4, 5]]);
  });

  it('are asked for again when they are nearly over, without reading the part again', async () => {
    const { addresses, asked, digested, clock } = createRig();
    await addresses.of(partOf(1));
    clock.leftMs = 10_000;
    expect((await addresses.of(partOf(1))).url).toBe('/part/1/sha-1/2');
    expect(asked).toEqual([[1], [1]]);
    expect(digested).toEqual([1]);
  });

  it('are asked for again after one was refused', async () => {
    const { addresses, asked } = createRig();
    await addresses.of(partOf(1));
    addresses.forget(partOf(1));
    await addresses.of(partOf(1));
    expect(asked).toEqual([[1], [1]]);
  });

  it('that nobody could give are told to who waits, and asked for again', async () => {
    const { addresses, trouble } = createRig({ upcoming: [2] });
    trouble.error = new Error('no answer');
    await expect(addresses.of(partOf(1))).rejects.toThrow('no answer');
    trouble.error = undefined;
    expect((await addresses.of(partOf(1))).number).toBe(1);
    expect((await addresses.of(partOf(2))).number).toBe(2);
  });
});
