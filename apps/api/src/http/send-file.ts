import { createHash } from 'node:crypto';
import type { OpenFile } from '@portal/core/documents/document-files.port';
import type { Response } from 'express';

// Each costs a call and a turn of the event loop; a reader holds three of them.
const pieceInBytes = 256 * 1024;
const spareBuffersAtMost = 24;
// Used again and again: a new one for each piece costs as much as the sending does.
const spareBuffers: Buffer[] = [];

/**
 * Sends what is to be read of a file, through three buffers: while one is sent and one is held back the third is
 * filled. The last piece goes when all is known to be right: with a `sha256` (lower-case hex) that of what was sent,
 * without one that nobody wrote meanwhile. Rejects where it is not or the store fails, having cut the answer: what is
 * sent never looks whole. A reader who goes away is no fault. Closing the file is the caller's.
 */
export async function sendFile(
  response: Response,
  file: Pick<OpenFile, 'readInto' | 'isUnwritten'>,
  { sha256 }: { sha256?: string },
): Promise<void> {
  const hash = sha256 === undefined ? undefined : createHash('sha256');
  const buffers = takeBuffers();
  let held: Buffer | undefined;
  let sent: Promise<void> = Promise.resolve();
  try {
    while (!response.destroyed) {
      const buffer = buffers.shift() ?? Buffer.allocUnsafeSlow(pieceInBytes);
      buffers.push(buffer);
      const piece = buffer.subarray(0, await file.readInto(buffer));
      await sent;
      if (piece.length === 0) break;
      if (held) sent = write(response, held);
      hash?.update(piece);
      held = piece;
    }
    const isRight = hash ? hash.digest('hex') === sha256 : await file.isUnwritten();
    if (!isRight && !response.destroyed) throw new Error('The bytes in the store are not those that were stored.');
    await end(response, held);
  } catch (error) {
    const isReaderGone = response.destroyed;
    response.destroy();
    if (!isReaderGone) throw error;
  }
  // The system may look at the buffers of an answer that was cut until its connection is closed.
  if (response.writableFinished) spareBuffers.push(...buffers.slice(0, spareBuffersAtMost - spareBuffers.length));
}

function takeBuffers(): Buffer[] {
  return Array.from({ length: 3 }, () => spareBuffers.pop() ?? Buffer.allocUnsafeSlow(pieceInBytes));
}

/** Answers when the system has taken all of it, or the reader is gone. */
function write(response: Response, piece: Buffer): Promise<void> {
  return untilDone(response, (done) => response.write(piece, done));
}

function end(response: Response, piece: Buffer | undefined): Promise<void> {
  return untilDone(response, (done) => response.end(piece, done));
}

function untilDone(response: Response, begin: (done: () => void) => void): Promise<void> {
  return new Promise((resolve) => {
    const done = (): void => {
      response.off('close', done);
      resolve();
    };
    response.on('close', done);
    if (response.destroyed) done();
    else begin(done);
  });
}
