import type { UploadSending } from './upload.ts';

/** How much a new measurement counts against the past: steady enough to read, quick enough to follow a tunnel. */
const weightOfNew = 0.3;
const shortestMeasureMs = 400;

/**
 * Follows one upload. `measure(sentInBytes, nowMs)` answers what can be said about it, or `undefined` where so little
 * time has passed since the last answer that saying it again would only flicker.
 */
export function createUploadSpeed(sizeInBytes: number, startedAtMs: number) {
  let last = { sentInBytes: 0, atMs: startedAtMs };
  let bytesPerSecond: number | undefined;

  return function measure(sentInBytes: number, nowMs: number): UploadSending | undefined {
    // The form around the file is sent too: more bytes may go out than the file has.
    const sent = Math.min(sentInBytes, sizeInBytes);
    const elapsedMs = nowMs - last.atMs;
    if (elapsedMs < shortestMeasureMs && sent < sizeInBytes) return undefined;
    if (elapsedMs > 0) {
      const measured = ((sent - last.sentInBytes) / elapsedMs) * 1000;
      bytesPerSecond =
        bytesPerSecond === undefined ? measured : bytesPerSecond * (1 - weightOfNew) + measured * weightOfNew;
    }
    last = { sentInBytes: sent, atMs: nowMs };
    return {
      kind: 'sending',
      percent: Math.floor((sent / sizeInBytes) * 100),
      bytesPerSecond,
      secondsLeft: bytesPerSecond ? Math.ceil((sizeInBytes - sent) / bytesPerSecond) : undefined,
    };
  };
}
