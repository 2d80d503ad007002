import { describe, expect, it } from 'vitest';
import { isUnderWay, partCountOf, partNumbersOf, sizeOfPart } from './upload-policy.ts';

const sizes = (sizeInBytes: number) => ({ sizeInBytes, partSizeInBytes: 8 });

describe('a file in parts', () => {
  it.each([
    [1, 1, 1],
    [8, 1, 8],
    [9, 2, 1],
    [16, 2, 8],
    [23, 3, 7],
  ])('of %i bytes has %i parts of 8, the last one of %i', (sizeInBytes, count, last) => {
    const file = sizes(sizeInBytes);
    expect(partCountOf(file)).toBe(count);
    expect(sizeOfPart(file, count)).toBe(last);
    const all = partNumbersOf(file).map((number) => sizeOfPart(file, number) ?? 0);
    expect(all.reduce((sum, size) => sum + size, 0)).toBe(sizeInBytes);
  });

  it('has no part before the first or after the last', () => {
    for (const number of [-1, 0, 4]) expect(sizeOfPart(sizes(23), number)).toBeUndefined();
  });

  it('is under way until something became of it or its time is over', () => {
    const expiresAt = new Date(1000);
    expect(isUnderWay({ documentId: null, expiresAt }, new Date(999))).toBe(true);
    expect(isUnderWay({ documentId: null, expiresAt }, new Date(1000))).toBe(false);
    expect(isUnderWay({ documentId: 'one', expiresAt }, new Date(999))).toBe(false);
  });
});
