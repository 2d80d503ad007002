import { Readable } from 'node:stream';

/**
 * The first `length` bytes of a stream (all there are, where there are fewer), and the whole stream again. Nothing more
 * is read than the pieces that these bytes came in. Rejects with the stream's error.
 */
export async function splitHead(stream: Readable, length: number): Promise<{ head: Buffer; whole: Readable }> {
  const pieces = (stream as AsyncIterable<Buffer>)[Symbol.asyncIterator]();
  let read = Buffer.alloc(0);
  while (read.length < length) {
    const next = await pieces.next();
    if (next.done === true) break;
    read = Buffer.concat([read, next.value]);
  }
  async function* again(): AsyncGenerator<Buffer> {
    if (read.length > 0) yield read;
    for (let next = await pieces.next(); next.done !== true; next = await pieces.next()) yield next.value;
  }
  const whole = Readable.from(again());
  whole.once('close', () => stream.destroy());
  return { head: read.subarray(0, length), whole };
}
