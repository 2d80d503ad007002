import { createHash } from 'node:crypto';

/**
 * Passes bytes on and compares their SHA-256 (lower-case hex) at the end, holding the last piece back until it is
 * known to be right. Rejects on a mismatch, so that what is sent never looks whole.
 */
export function verifySha256(expected: string) {
  return async function* verify(bytes: AsyncIterable<Buffer>): AsyncGenerator<Buffer> {
    const hash = createHash('sha256');
    let held: Buffer | undefined;
    for await (const piece of bytes) {
      if (held) yield held;
      hash.update(piece);
      held = piece;
    }
    if (hash.digest('hex') !== expected) throw new Error('The bytes in the store are not those that were stored.');
    if (held) yield held;
  };
}
