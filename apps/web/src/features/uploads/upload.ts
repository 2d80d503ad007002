import type { Document } from '@portal/contract/documents';
import type { uploadDocument } from '@portal/contract/documents.endpoints';
import type { EndpointAnswer } from '@portal/contract/endpoint';
import type { ProblemCode } from '@portal/contract/problem';

/** Why a file is not in the portal. What was found in the browser needs no round trip; `refused` is the portal's word. */
export type UploadFailure =
  | { kind: 'too-large'; sizeInBytes: number; maxSizeInBytes: number }
  | { kind: 'empty' }
  | { kind: 'picture' }
  | { kind: 'not-a-pdf' }
  | { kind: 'unreadable' }
  | { kind: 'unreachable' }
  | { kind: 'refused'; code: ProblemCode; detail: string; requestId: string };

export type UploadSending = {
  kind: 'sending';
  /** 0 to 100, whole. */
  percent: number;
  /** Unknown during the first second. */
  bytesPerSecond: number | undefined;
  secondsLeft: number | undefined;
};

/**
 * Where a file is. `interrupted` goes on by itself: at `retryAt` (epoch milliseconds), or, where there is no such time,
 * as soon as this device has a network again.
 */
export type UploadState =
  | { kind: 'waiting' }
  | UploadSending
  | { kind: 'interrupted'; retryAt: number | undefined }
  | { kind: 'arrived'; document: Document }
  | { kind: 'duplicate'; document: Document }
  | { kind: 'failed'; failure: UploadFailure }
  | { kind: 'cancelled' };

export type Upload = {
  id: string;
  file: File;
  /** The file's name without `.pdf`: what the document will be called at first. */
  title: string;
  /** Keep these bytes although this record has them already. */
  keepBoth: boolean;
  /** How often sending was begun since a person last asked for it. */
  attempts: number;
  state: UploadState;
};

export type UploadResult = EndpointAnswer<typeof uploadDocument>;

/** What may become of sending: it is there, it was given up, it may do better a little later, or it is refused. */
export type SendOutcome =
  | { kind: 'answered'; answer: UploadResult }
  | { kind: 'given-up' }
  | { kind: 'interrupted' }
  | { kind: 'failed'; failure: UploadFailure };

export type SendFile = (input: {
  file: File;
  keepBoth: boolean;
  signal: AbortSignal;
  onSent: (sentInBytes: number) => void;
}) => Promise<SendOutcome>;

/** Still to come or under way: leaving the page would lose it. */
export function isUnderWay(upload: Upload): boolean {
  return upload.state.kind === 'waiting' || upload.state.kind === 'sending' || upload.state.kind === 'interrupted';
}

/** Needs the patient: it is not there, or was there before. */
export function isRefused(upload: Upload): boolean {
  return upload.state.kind === 'failed' || upload.state.kind === 'duplicate';
}

/** As the portal will call it, until it has answered. */
export function titleOfFile(fileName: string): string {
  const title = fileName
    .replace(/\.pdf\s*$/iu, '')
    .replaceAll(/[_\s]+/gu, ' ')
    .trim();
  return title === '' ? fileName : title;
}

/** Percent over all files that were not given up, weighed by size; for the folded tray and the window's title. */
export function overallPercent(uploads: readonly Upload[]): number {
  let sentInBytes = 0;
  let totalInBytes = 0;
  for (const { file, state } of uploads) {
    if (state.kind === 'cancelled' || state.kind === 'failed') continue;
    totalInBytes += file.size;
    if (state.kind === 'arrived' || state.kind === 'duplicate') sentInBytes += file.size;
    if (state.kind === 'sending') sentInBytes += (file.size * state.percent) / 100;
  }
  return totalInBytes === 0 ? 0 : Math.floor((sentInBytes / totalInBytes) * 100);
}
