import type { Readable } from 'node:stream';
import { finished } from 'node:stream/promises';

/**
 * Hands on the pieces of a stream as they came, one at a time: the next one comes when a promise that `take` answers is
 * settled, or at once where it answers none. An iterator would copy together what had gathered meanwhile. Rejects with
 * the error of `take`, for which the stream is given up, or with the stream's own; `take` is not at work any more then.
 */
export async function eachPiece(bytes: Readable, take: (piece: Buffer) => Promise<void> | undefined): Promise<void> {
  let taking: Promise<void> = Promise.resolve();
  let failure: { error: unknown } | undefined;
  const fail = (error: unknown): void => {
    failure = { error };
    bytes.destroy();
  };
  const begin = (piece: Buffer): void => {
    try {
      const work = take(piece);
      if (!work) return;
      bytes.pause();
      taking = work.then(() => void bytes.resume(), fail);
    } catch (error) {
      fail(error);
    }
  };
  const ended = finished(bytes, { writable: false });
  bytes.on('data', begin);
  bytes.resume();
  const [end] = await Promise.allSettled([ended]);
  bytes.off('data', begin);
  await taking;
  if (failure) throw failure.error;
  if (end.status === 'rejected') throw end.reason;
}
