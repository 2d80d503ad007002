import type { Document } from '@portal/contract/documents';
import { useTranslation } from 'react-i18next';
import { useFormat } from '../../app/format.ts';
import { closedReasonOf, isChecked, sealOf } from '../documents/document-state.ts';
import type { Upload, UploadFailure } from './upload.ts';

export type UploadWords = {
  /** Said first, in strong letters; in this tone. */
  first: string;
  tone: 'plain' | 'seal' | 'heed' | 'stop';
  /** The rest of the sentence. */
  rest: string;
  /** The number to quote. */
  quote?: string | undefined;
};

/** What is said of a file on its way, of a failure, and of a document that has arrived. */
export function useUploadWords() {
  const { t } = useTranslation();
  const format = useFormat();

  function ofFailure(failure: UploadFailure): UploadWords {
    const say = (first: string, rest: string): UploadWords => ({ first, rest, tone: 'heed' });
    switch (failure.kind) {
      case 'too-large': {
        const size = format.fileSize(failure.sizeInBytes);
        const max = format.fileSize(failure.maxSizeInBytes);
        return say(t('documents.uploads.failed.tooLarge'), t('documents.uploads.failed.tooLargeText', { size, max }));
      }
      case 'empty':
        return say(t('documents.uploads.failed.empty'), t('documents.uploads.failed.emptyText'));
      case 'picture':
        return say(t('documents.uploads.failed.picture'), t('documents.uploads.failed.pictureText'));
      case 'not-a-pdf':
        return say(t('documents.uploads.failed.notAPdf'), t('documents.uploads.failed.notAPdfText'));
      case 'unreadable':
        return say(t('documents.uploads.failed.unreadable'), t('documents.uploads.failed.unreadableText'));
      case 'unreachable':
        return say(t('documents.uploads.failed.unreachable'), t('documents.uploads.failed.unreachableText'));
      case 'refused': {
        const code = knownRefusals.find((known) => known === failure.code) ?? 'other';
        return {
          ...say(t('documents.uploads.failed.refused'), t(`documents.problem.${code}`)),
          quote: failure.requestId,
        };
      }
    }
  }

  function ofArrived(document: Document): UploadWords {
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

  function ofUpload({ state }: Upload): UploadWords {
    const plain = (first: string, rest = ''): UploadWords => ({ first, rest, tone: 'plain' });
    switch (state.kind) {
      case 'waiting':
        return plain('', t('documents.uploads.waiting'));
      case 'sending': {
        const speed = state.bytesPerSecond && t('units.speed', { size: format.fileSize(state.bytesPerSecond) });
        const left =
          state.secondsLeft !== undefined &&
          t('documents.uploads.left', { timeLeft: format.duration(state.secondsLeft * 1000) });
        const rest = [speed, left].filter(Boolean).join(t('documents.comma'));
        const first = t('documents.uploads.sending', { percent: format.percent(state.percent) });
        return plain(first, rest && `${t('documents.comma')}${rest}`);
      }
      case 'interrupted':
        return state.retryAt === undefined
          ? plain(t('documents.uploads.offline'), t('documents.uploads.goesOnWhenBack'))
          : plain(t('documents.uploads.interrupted'), t('documents.uploads.goesOn'));
      case 'arrived':
        return ofArrived(state.document);
      case 'duplicate': {
        const day = format.date(state.document.uploadedAt);
        const rest = `${t('documents.comma')}${t('documents.uploads.duplicateOn', { day })}`;
        return plain(t('documents.uploads.duplicate'), rest);
      }
      case 'failed':
        return ofFailure(state.failure);
      case 'cancelled':
        return plain(t('documents.uploads.cancelled'), t('documents.uploads.cancelledText'));
    }
  }

  return { ofUpload, ofArrived };
}

const knownRefusals = [
  'sign_in_required',
  'too_many_requests',
  'service_unavailable',
  'malformed_upload',
  'file_missing',
  'file_empty',
  'file_too_large',
  'not_a_pdf',
  'unsupported_media_type',
  'digest_mismatch',
  'record_full',
  'storage_full',
] as const;
