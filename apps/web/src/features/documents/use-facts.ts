import type { Document } from '@portal/contract/documents';
import { useTranslation } from 'react-i18next';
import { useFormat } from '../../app/format.ts';

/** Facts of a document in words: "3 pages", "412 kB", put together with the language's own sign between them. */
export function useFacts() {
  const { t } = useTranslation();
  const format = useFormat();
  const pages = (document: Document): string | undefined =>
    document.pageCount === null
      ? undefined
      : t('documents.pages', { count: document.pageCount, n: format.number(document.pageCount) });
  const join = (...facts: readonly (string | undefined)[]): string =>
    facts.filter((fact) => fact !== undefined).join(t('documents.separator'));
  return {
    pages,
    join,
    category: (document: Document): string => t(`documents.categories.${document.category}`),
    size: (document: Document): string => format.fileSize(document.sizeInBytes),
    pagesAndSize: (document: Document): string => join(pages(document), format.fileSize(document.sizeInBytes)),
    date: (document: Document): string | undefined =>
      document.documentDate === null ? undefined : format.day(document.documentDate),
  };
}
