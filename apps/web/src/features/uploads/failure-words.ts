import type { TFunction } from 'i18next';
import type { Format } from '../../app/format.ts';
import type { UploadFailure } from './upload.ts';

export type UploadWords = {
  /** Said first, in strong letters; in this tone. */
  first: string;
  tone: 'plain' | 'seal' | 'heed' | 'stop';
  /** The rest of the sentence. */
  rest: string;
  /** The number to quote. */
  quote?: string | undefined;
};

/** What is wrong with a file, and what to do about it. */
export function failureWords(t: TFunction, format: Format, failure: UploadFailure): UploadWords {
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
