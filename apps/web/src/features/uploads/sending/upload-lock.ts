const nameOf = (uploadId: string): string => `upload ${uploadId}`;

/** Of old browsers, and of origins that are not safe, there is none: then every tab sends, which does no harm. */
const locks: LockManager | undefined = globalThis.navigator?.locks;

/**
 * Does something while no other tab of this browser sends the same upload. `meanwhile` runs for as long as another one
 * does; its signal ends with the waiting. Rejects when `signal` is aborted while it waits.
 */
export async function withUploadLock<Result>(
  uploadId: string,
  signal: AbortSignal,
  meanwhile: (signal: AbortSignal) => void,
  work: (hasWaited: boolean) => Promise<Result>,
): Promise<Result> {
  if (!locks) return work(false);
  const atOnce = await locks.request(nameOf(uploadId), { ifAvailable: true }, async (lock) =>
    lock ? { result: await work(false) } : undefined,
  );
  if (atOnce) return atOnce.result;
  const waiting = new AbortController();
  meanwhile(AbortSignal.any([signal, waiting.signal]));
  try {
    return await locks.request(nameOf(uploadId), { signal }, () => {
      waiting.abort();
      return work(true);
    });
  } finally {
    waiting.abort();
  }
}

/** Resolves as soon as no tab sends this upload. Rejects when `signal` is aborted before. */
export async function untilNobodySends(uploadId: string, signal: AbortSignal): Promise<void> {
  signal.throwIfAborted();
  await locks?.request(nameOf(uploadId), { signal }, () => undefined);
}

/** A tab of this browser, perhaps this one, sends it just now. */
export async function isBeingSent(uploadId: string): Promise<boolean> {
  const { held = [] } = (await locks?.query()) ?? {};
  return held.some(({ name }) => name === nameOf(uploadId));
}
