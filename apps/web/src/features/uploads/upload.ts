import type { Document } from '@portal/contract/documents';
import type { ProblemCode } from '@portal/contract/problem';
import { isClosedForGood } from '../documents/document-state.ts';

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
  /** As much of it stays when the connection is lost now. */
  keptPercent: number;
  /** Unknown during the first second. */
  bytesPerSecond: number | undefined;
  secondsLeft: number | undefined;
};

/**
 * Where a file is. `preparing`: its bytes are counted up to one number, so that nothing is sent twice. `finishing`: all
 * bytes are there. `following`: another tab of this browser sends the same bytes. `interrupted` goes on by itself: at
 * `retryAt` (of the queue's clock), or, where there is no such time, as soon as this device has a network again.
 */
export type UploadState =
  | { kind: 'waiting' }
  | { kind: 'preparing'; percent: number }
  | UploadSending
  | { kind: 'finishing' }
  | { kind: 'following'; percent: number }
  | { kind: 'paused'; percent: number }
  | { kind: 'interrupted'; percent: number; retryAt: number | undefined; isBusy: boolean }
  | { kind: 'arrived'; document: Document }
  | { kind: 'duplicate'; document: Document }
  | { kind: 'failed'; failure: UploadFailure }
  | { kind: 'cancelled' };

export type Upload = {
  id: string;
  file: File;
  /** The file's name without `.pdf`: what the document will be called at first. */
  title: string;
  /** Goes in parts: it can be paused, and goes on where it stopped. */
  isInParts: boolean;
  /** How often sending was begun, and came to nothing, since a person last asked for it. */
  attempts: number;
  state: UploadState;
};

export type UploadResult = {
  document: Document;
  /** The record has these bytes already: `document` is the one that is there. */
  duplicate: boolean;
};

/** Still to come or under way: leaving the page would interrupt it. */
export function isUnderWay({ state }: Upload): boolean {
  switch (state.kind) {
    case 'waiting':
    case 'preparing':
    case 'sending':
    case 'finishing':
    case 'following':
    case 'paused':
    case 'interrupted':
      return true;
    case 'arrived':
    case 'duplicate':
    case 'failed':
    case 'cancelled':
      return false;
  }
}

/** Under way, and nobody stopped it: the page has to stay open. */
export function isMoving(upload: Upload): boolean {
  return isUnderWay(upload) && upload.state.kind !== 'paused';
}

/** Needs the patient: it is not there, was there before, or stays closed after its check. */
export function isRefused({ state }: Upload): boolean {
  return (
    state.kind === 'failed' ||
    state.kind === 'duplicate' ||
    (state.kind === 'arrived' && isClosedForGood(state.document))
  );
}

/** How much of a file is in the portal, 0 to 100, as far as this page knows. */
export function percentOf(state: UploadState): number {
  switch (state.kind) {
    case 'sending':
    case 'following':
    case 'paused':
    case 'interrupted':
      return state.percent;
    case 'finishing':
    case 'arrived':
    case 'duplicate':
      return 100;
    case 'waiting':
    case 'preparing':
    case 'failed':
    case 'cancelled':
      return 0;
  }
}

/** How much of a file stays in the portal when it stops now. */
export function keptPercentOf(state: UploadState): number {
  return state.kind === 'sending' ? state.keptPercent : percentOf(state);
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
  const counted = uploads.filter(({ state }) => state.kind !== 'cancelled' && state.kind !== 'failed');
  const totalInBytes = counted.reduce((sum, { file }) => sum + file.size, 0);
  const sentInBytes = counted.reduce((sum, { file, state }) => sum + (file.size * percentOf(state)) / 100, 0);
  return totalInBytes === 0 ? 0 : Math.floor((sentInBytes / totalInBytes) * 100);
}
