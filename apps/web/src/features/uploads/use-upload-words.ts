import type { Document } from '@portal/contract/documents';
import { useTranslation } from 'react-i18next';
import { useFormat } from '../../app/format.ts';
import type { Upload } from './upload.ts';
import { arrivedWords, uploadWords } from './upload-words.ts';
import type { UploadWords } from './failure-words.ts';

/** What is said of a file on its way, and of a document that has arrived, in the page's language. */
export function useUploadWords() {
  const { t } = useTranslation();
  const format = useFormat();
  return {
    ofUpload: ({ state }: Upload): UploadWords => uploadWords(t, format, state),
    ofArrived: (document: Document): UploadWords => arrivedWords(t, document),
  };
}
