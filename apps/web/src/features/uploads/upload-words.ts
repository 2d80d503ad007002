import type { Document } from '@portal/contract/documents';
import type { TFunction } from 'i18next';
import type { Format } from '../../app/format.ts';
import { closedReasonOf, isChecked, sealOf } from '../documents/document-state.ts';
import { failureWords } from './failure-words.ts';
import type { UploadWords } from './failure-words.ts';
import type { UploadSending, UploadState } from './upload.ts';

const plain = (first: string, rest = ''): UploadWords => ({ first, rest, tone: 'plain' });

/** Where a file is, in words. */
export function uploadWords(t: TFunction, format: Format, state: UploadState): UploadWords {
  switch (state.kind) {
    case 'waiting':
      return plain('', t('documents.uploads.waiting'));
    case 'preparing':
      return plain('', t('documents.uploads.preparing', { percent: format.percent(state.percent) }));
    case 'sending':
      return sendingWords(t, format, state);
    case 'finishing':
      return plain(t('documents.uploads.finishing'), t('documents.uploads.finishingText'));
    case 'following': {
      const first = t('documents.uploads.sending', { percent: format.percent(state.percent) });
      return plain(first, t('documents.comma') + t('documents.uploads.inOtherTab'));
    }
    case 'paused':
      return plain(t('documents.uploads.paused', { percent: format.percent(state.percent) }));
    case 'interrupted':
      return interruptedWords(t, state);
    case 'arrived':
      return arrivedWords(t, state.document);
    case 'duplicate':
      return duplicateWords(t, format, state.document);
    case 'failed':
      return failureWords(t, format, state.failure);
    case 'cancelled':
      return plain(t('documents.uploads.cancelled'), t('documents.uploads.cancelledText'));
  }
}

function sendingWords(t: TFunction, format: Format, state: UploadSending): UploadWords {
  const speed = state.bytesPerSecond && t('units.speed', { size: format.fileSize(state.bytesPerSecond) });
  const left =
    state.secondsLeft !== undefined &&
    t('documents.uploads.left', { timeLeft: format.duration(state.secondsLeft * 1000) });
  const rest = [speed, left].filter(Boolean).join(t('documents.comma'));
  const first = t('documents.uploads.sending', { percent: format.percent(state.percent) });
  return plain(first, rest && `${t('documents.comma')}${rest}`);
}

function interruptedWords(t: TFunction, state: UploadState & { kind: 'interrupted' }): UploadWords {
  if (state.retryAt === undefined) return plain(t('documents.uploads.offline'), t('documents.uploads.goesOnWhenBack'));
  const first = state.isBusy ? t('documents.uploads.busy') : t('documents.uploads.interrupted');
  return plain(first, t('documents.uploads.goesOn'));
}

function duplicateWords(t: TFunction, format: Format, document: Document): UploadWords {
  const day = format.date(document.uploadedAt);
  const rest =
    document.trashedAt === null
      ? t('documents.uploads.duplicateOn', { day })
      : t('documents.uploads.duplicateInTrash', { day });
  return plain(t('documents.uploads.duplicate'), t('documents.comma') + rest);
}

/** What became of a document that has arrived. */
export function arrivedWords(t: TFunction, document: Document): UploadWords {
  if (document.trashedAt !== null) return { first: t('documents.uploads.inTrash'), tone: 'plain', rest: '' };
  const reason = closedReasonOf(document);
  const seal = sealOf(document);
  if (reason === 'processing') {
    return { first: t('documents.uploads.checking'), tone: 'plain', rest: t('documents.uploads.checkingText') };
  }
  if (!reason) {
    const rest = isChecked(document) ? t('documents.uploads.readyTextChecked') : t('documents.uploads.readyText');
    return { first: t('documents.uploads.ready'), tone: 'seal', rest };
  }
  return seal === 'blocked'
    ? { first: t('documents.uploads.blocked'), tone: 'stop', rest: t(`documents.reason.${reason}`) }
    : { first: t('documents.uploads.needsYou'), tone: 'heed', rest: t(`documents.reason.${reason}`) };
}
