import { createHash } from 'node:crypto';
import { PassThrough, type Readable } from 'node:stream';
import type { StoredFile } from '../documents/document-files.port.ts';

/** Takes its branch to the end, or lets go of it: the others go on without it then. */
export type Consumer<Result> = (bytes: Readable) => Promise<Result>;

/**
 * Reads a stream once for several: each gets all of it, at the pace of the slowest, and its hash is made on the way. Each
 * consumer's outcome is its own; what fails or gives up early stops nobody. A stream that breaks off, and an aborted
 * `signal`, reject when all have let go.
 */
export async function readOnce<Results extends readonly unknown[]>(
  bytes: Readable,
  signal: AbortSignal,
  consumers: { readonly [At in keyof Results]: Consumer<Results[At]> },
): Promise<StoredFile & { outcomes: { -readonly [At in keyof Results]: PromiseSettledResult<Results[At]> } }> {
  const branches = consumers.map(() => new PassThrough());
  const running = consumers.map((consume, at) => consumeBranch(consume, branches[at] as PassThrough));
  // From now on, so that one who gives up early is heard while the others still read.
  const ended = Promise.allSettled(running);
  const stop = (): void => void bytes.destroy(new Error('The reading was stopped.'));
  if (signal.aborted) stop();
  signal.addEventListener('abort', stop, { once: true });
  const hash = createHash('sha256');
  let sizeInBytes = 0;
  try {
    for await (const chunk of bytes as AsyncIterable<Buffer>) {
      hash.update(chunk);
      sizeInBytes += chunk.length;
      await Promise.all(branches.map((branch) => passOn(branch, chunk)));
    }
    for (const branch of branches) branch.end();
  } catch (error) {
    for (const branch of branches) branch.destroy(error instanceof Error ? error : new Error(String(error)));
    await ended;
    throw error;
  } finally {
    signal.removeEventListener('abort', stop);
  }
  const outcomes = (await ended) as {
    -readonly [At in keyof Results]: PromiseSettledResult<Results[At]>;
  };
  return { sizeInBytes, sha256: hash.digest('hex'), outcomes };
}

async function consumeBranch<Result>(consume: Consumer<Result>, branch: PassThrough): Promise<Result> {
  // It is destroyed with an error that the consumer may no longer listen to.
  branch.on('error', () => undefined);
  try {
    return await consume(branch);
  } finally {
    branch.destroy();
  }
}

/** Resolves when there is room for more; at once where nobody reads any more. */
function passOn(branch: PassThrough, chunk: Buffer): Promise<void> {
  return new Promise((resolve) => {
    if (branch.destroyed) return resolve();
    branch.write(chunk, () => resolve());
    return undefined;
  });
}
