import { createHash } from 'node:crypto';
import type { Readable } from 'node:stream';
import type { Response } from 'express';

/**
 * Sends bytes and compares their SHA-256 (lower-case hex) at the end, holding the last piece back until it is known to
 * be right. Rejects on a mismatch or where the store fails, having cut the answer: what is sent never looks whole.
 * A reader who goes away is no fault. The store's file is let go of in any case.
 */
export async function sendVerified(response: Response, bytes: Readable, sha256: string): Promise<void> {
  const hash = createHash('sha256');
  let held: Buffer | undefined;
  response.once('close', () => bytes.destroy());
  try {
    for await (const piece of bytes as AsyncIterable<Buffer>) {
      if (response.destroyed) return;
      // While the system sends one piece the next one is hashed.
      const isFull = held !== undefined && !response.write(held);
      hash.update(piece);
      held = piece;
      if (isFull) await untilThereIsRoom(response);
    }
    if (hash.digest('hex') !== sha256) throw new Error('The bytes in the store are not those that were stored.');
    response.end(held);
  } catch (error) {
    const isReaderGone = response.destroyed;
    response.destroy();
    if (!isReaderGone) throw error;
  }
}

/** Or until the reader is gone. */
function untilThereIsRoom(response: Response): Promise<void> {
  return new Promise((resolve) => {
    const done = (): void => {
      response.off('drain', done);
      response.off('close', done);
      resolve();
    };
    response.on('drain', done);
    response.on('close', done);
    if (response.destroyed || !response.writableNeedDrain) done();
  });
}
