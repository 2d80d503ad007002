import { createHash } from 'node:crypto';
import { Transform } from 'node:stream';
import { fileTooLarge, uploadInterrupted } from '@portal/core/documents/document-problems';
import type { PortalProblem } from '@portal/core/problem';
import type { Request } from 'express';
import { type UploadPace, watchPace } from './watch-pace.ts';

/** What the form around a file may take: boundaries, part headers, the other fields. */
export const envelopeInBytes = 16 * 1024;
/** How long a sender of bytes may say nothing. */
export const longestSilenceMs = 2 * 60 * 1000;
// Two pieces as they come from the network: with less every single one stops the sender and starts it again.
const readAheadInBytes = 128 * 1024;

export type UploadBodyOptions = {
  limitInBytes: number;
  longestSilenceMs: number;
  pace: UploadPace;
  /** Told of every piece as it comes. */
  onBytes: (count: number) => void;
  isHashed?: boolean;
};

export type UploadBody = {
  /** Reads like the request and can be given up without it: the connection stays for the answer. */
  stream: Transform;
  /** Reads no further. */
  cut: (why: PortalProblem) => void;
  /** Why it ended early: too many bytes, or a sender who went away or is too slow. */
  whyCut: () => PortalProblem | undefined;
  /** Of all of it, as lower-case hex; undefined where that was not asked for or it did not come to its end. */
  sha256: () => string | undefined;
};

/**
 * The body of an upload, counted. It is cut as soon as it is larger than the limit, which the announced length can't
 * be trusted to tell (there may be none), and when less comes than the `pace` asks for. When nothing comes for
 * `longestSilenceMs`, the connection ends.
 */
export function readUploadBody(
  request: Request,
  { limitInBytes, longestSilenceMs, pace, onBytes, isHashed = false }: UploadBodyOptions,
): UploadBody {
  let problem: PortalProblem | undefined;
  let sizeInBytes = 0;
  const hash = isHashed ? createHash('sha256') : undefined;
  let sha256: string | undefined;
  const stream = new Transform({
    highWaterMark: readAheadInBytes,
    transform(chunk: Buffer, _encoding, done) {
      sizeInBytes += chunk.length;
      onBytes(chunk.length);
      if (sizeInBytes > limitInBytes + envelopeInBytes) cut(fileTooLarge(limitInBytes));
      else {
        hash?.update(chunk);
        done(null, chunk);
      }
    },
    flush(done) {
      sha256 = hash?.digest('hex');
      done();
    },
  });
  // Whoever reads it meets the error; it may come before anybody does.
  stream.on('error', () => undefined);
  const cut = (why: PortalProblem): void => {
    problem ??= why;
    stream.destroy(problem);
  };
  // Both come when a client goes away, the second one alone where the server stops.
  request.on('error', (error) => cut(uploadInterrupted(error)));
  const end = (): void => {
    if (!request.complete) cut(uploadInterrupted());
  };
  request.on('close', end);
  request.setTimeout(longestSilenceMs, () => request.destroy());
  watchPace(request, {
    pace,
    receivedInBytes: () => sizeInBytes,
    isWaitingForUs: () => request.readableLength > 0 || stream.readableLength > 0,
    onTooSlow: () => cut(uploadInterrupted()),
  });
  request.pipe(stream);
  // Gone while it was looked up who is asking: nothing more is heard of it.
  if (request.destroyed) end();
  return { stream, cut, whyCut: () => problem, sha256: () => sha256 };
}
