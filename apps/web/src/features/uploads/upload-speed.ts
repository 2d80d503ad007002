import type { TransferNews } from './sending/transfer.ts';
import type { UploadSending, UploadState } from './upload.ts';

/** How much a new measurement counts against the past: steady enough to read, quick enough to follow a tunnel. */
const weightOfNew = 0.3;
const shortestMeasureMs = 400;

/**
 * Follows one upload, of which some may be there already. `measure(sentInBytes, nowMs)` answers what can be said about
 * it, or `undefined` where so little time has passed since the last answer that saying it again would only flicker.
 */
export function createUploadSpeed(sizeInBytes: number, firstSentInBytes: number, startedAtMs: number) {
  let last: { sentInBytes: number; atMs: number } | undefined;
  let bytesPerSecond: number | undefined;

  return function measure(sentInBytes: number, nowMs: number): Omit<UploadSending, 'keptPercent'> | undefined {
    // The form around the file is sent too: more bytes may go out than the file has.
    const sent = Math.min(sentInBytes, sizeInBytes);
    const { sentInBytes: before, atMs } = last ?? { sentInBytes: firstSentInBytes, atMs: startedAtMs };
    const elapsedMs = nowMs - atMs;
    const isWorthSaying = last === undefined || elapsedMs >= shortestMeasureMs || sent === sizeInBytes;
    if (!isWorthSaying) return undefined;
    // A part that failed is sent again: what it had counts no more, and says nothing about the speed.
    if (elapsedMs > 0 && sent >= before) {
      const measured = ((sent - before) / elapsedMs) * 1000;
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

/** Turns the news of one attempt into states of its line; `undefined` where there is nothing new to show. */
export function createNewsTeller(sizeInBytes: number, nowMs: () => number) {
  let measure: ReturnType<typeof createUploadSpeed> | undefined;

  return function tell(news: TransferNews): UploadState | undefined {
    if (news.kind !== 'sent') return news;
    measure ??= createUploadSpeed(sizeInBytes, news.sentInBytes, nowMs());
    const measured = measure(news.sentInBytes, nowMs());
    return measured && { ...measured, keptPercent: Math.floor((news.keptInBytes / sizeInBytes) * 100) };
  };
}
