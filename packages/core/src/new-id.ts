import { randomFillSync } from 'node:crypto';
import { v7 } from 'uuid';

const randomLength = 16;
// Asking the system for as much at once costs hardly more than asking for one.
const pool = Buffer.alloc(256 * randomLength);
let used = pool.length;
let lastMs = -Infinity;
let count = 0;

/** A UUIDv7: unique everywhere, and later ones of this process sort after earlier ones, which keeps indexes dense. */
export function newId(): string {
  const random = takeRandom();
  const nowMs = Date.now();
  if (nowMs > lastMs) {
    lastMs = nowMs;
    // Half of the range is left to count up in within a millisecond.
    count = random.readUInt32BE(6) >>> 1;
  } else {
    count += 1;
  }
  return v7({ random, msecs: lastMs, seq: count });
}

function takeRandom(): Buffer {
  if (used === pool.length) {
    randomFillSync(pool);
    used = 0;
  }
  used += randomLength;
  return pool.subarray(used - randomLength, used);
}
