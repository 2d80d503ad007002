import { finished, Readable } from 'node:stream';

/**
 * The first `length` bytes of a stream (all there are, where there are fewer), and the whole stream again. Nothing more
 * is read than the pieces that these bytes came in. Rejects with the stream's error.
 */
export async function splitHead(stream: Readable, length: number): Promise<{ head: Buffer; whole: Readable }> {
  let read: Buffer = Buffer.alloc(0);
  while (read.length < length) {
    const piece = stream.read() as Buffer | null;
    if (piece !== null) read = read.length === 0 ? piece : Buffer.concat([read, piece]);
    else if (stream.readableEnded) return { head: read, whole: Readable.from(read.length === 0 ? [] : [read]) };
    else await untilReadable(stream);
  }
  // In the same step as it was read: the stream has not yet told that it is at its end.
  stream.unshift(read);
  return { head: read.subarray(0, length), whole: stream };
}

/** Also at its end. Rejects where there will be none. */
function untilReadable(stream: Readable): Promise<void> {
  return new Promise((resolve, reject) => {
    const forget = finished(stream, { writable: false }, (error) => {
      done();
      if (error) reject(error);
      else resolve();
    });
    const onReadable = (): void => {
      done();
      resolve();
    };
    const done = (): void => {
      forget();
      stream.off('readable', onReadable);
    };
    stream.on('readable', onReadable);
  });
}
