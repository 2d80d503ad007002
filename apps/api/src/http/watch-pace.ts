import type { Readable } from 'node:stream';

/** What a sender of bytes has to keep up: in each window at least this much, on the average. */
export type UploadPace = { windowMs: number; leastBytesPerSecond: number };

/**
 * Looks at the end of each window whether enough came in it, until all has come or the connection is gone. What waits
 * to be taken is not the sender's fault: a slow store makes nobody slow.
 */
export function watchPace(
  request: Readable,
  {
    pace,
    receivedInBytes,
    isWaitingForUs,
    onTooSlow,
  }: { pace: UploadPace; receivedInBytes: () => number; isWaitingForUs: () => boolean; onTooSlow: () => void },
): void {
  const leastInBytes = (pace.leastBytesPerSecond * pace.windowMs) / 1000;
  let before = receivedInBytes();
  const looking = setInterval(() => {
    const received = receivedInBytes();
    const isTooSlow = received - before < leastInBytes;
    before = received;
    if (isTooSlow && !isWaitingForUs()) onTooSlow();
  }, pace.windowMs).unref();
  const stop = (): void => clearInterval(looking);
  request.once('end', stop);
  request.once('close', stop);
}
