import { createHash } from 'node:crypto';

/**
 * A set of names in eight bytes each, so that those of ten million documents fit into 80 MB: the first 64 bits of their
 * SHA-256. Of ten million, a name that is not among them is taken for one that is once in 10^12 times.
 */
export type PlaceSet = { has: (place: string) => boolean; size: number };

export async function collectPlaces(places: AsyncIterable<string>): Promise<PlaceSet> {
  let collected = new BigUint64Array(1024);
  let size = 0;
  for await (const place of places) {
    if (size === collected.length) {
      const larger = new BigUint64Array(2 * size);
      larger.set(collected);
      collected = larger;
    }
    collected[size] = shortOf(place);
    size += 1;
  }
  const sorted = collected.subarray(0, size).toSorted();
  return { size, has: (place) => includes(sorted, shortOf(place)) };
}

function shortOf(place: string): bigint {
  return createHash('sha256').update(place).digest().readBigUInt64BE();
}

function includes(sorted: BigUint64Array, wanted: bigint): boolean {
  let [low, high] = [0, sorted.length];
  while (low < high) {
    const middle = (low + high) >>> 1;
    if ((sorted[middle] ?? 0n) < wanted) low = middle + 1;
    else high = middle;
  }
  return sorted[low] === wanted;
}
