import { describe, expect, it } from 'vitest';
import { collectPlaces } from './place-set.ts';

async function* numbered(from: number, to: number) {
  for (let number = from; number < to; number += 1) yield `documents/${number}`;
}

describe('a set of places', () => {
  it('has what was collected, and nothing else', async () => {
    const places = await collectPlaces(numbered(0, 5000));
    expect(places.size).toBe(5000);
    for await (const place of numbered(0, 5000)) expect(places.has(place)).toBe(true);
    for await (const place of numbered(5000, 10_000)) expect(places.has(place)).toBe(false);
  });

  it('may be empty', async () => {
    expect((await collectPlaces(numbered(0, 0))).has('documents/0')).toBe(false);
  });
});
