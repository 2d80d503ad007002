import type { ChangeDocumentBody, Document } from '@portal/contract/documents';
import { changeDocument } from '@portal/contract/documents.endpoints';
import { useQueryClient } from '@tanstack/react-query';
import { useTranslation } from 'react-i18next';
import type * as z from 'zod/mini';
import { callEndpoint } from '../../app/api-client.ts';
import { hasCode } from '../../app/api-problem.ts';
import { useToast } from '../../components/toasts.tsx';
import { putDocument, rememberDocuments } from './document-cache.ts';
import { documentKeys } from './document-keys.ts';
import type { ListFilters } from './list-filters.ts';
import { useProblemWords } from './use-problem-words.ts';

export type DocumentChanges = z.input<typeof ChangeDocumentBody>;

/** Leaves out what is not given: an optional field of a change is absent, not `undefined`. */
function withChanges(document: Document, { title, category, documentDate, note }: DocumentChanges): Document {
  return {
    ...document,
    ...(title === undefined ? {} : { title }),
    ...(category === undefined ? {} : { category }),
    ...(documentDate === undefined ? {} : { documentDate }),
    ...(note === undefined ? {} : { note }),
  };
}

/** Shows the change at once, and takes it back with a reason when the portal says no. */
export function useChangeDocument(): (document: Document, changes: DocumentChanges) => Promise<boolean> {
  const client = useQueryClient();
  const toast = useToast();
  const wordsOf = useProblemWords();
  const { t } = useTranslation();

  return async function change(document, changes) {
    const takeBack = await rememberDocuments(client);
    putDocument(client, withChanges(document, changes));
    try {
      const answer = await callEndpoint(changeDocument, {
        params: { documentId: document.id },
        body: changes,
        headers: { 'If-Match': `"${document.revision}"` },
      });
      putDocument(client, answer.document);
      if (changes.category) void client.invalidateQueries({ queryKey: documentKeys.all, predicate: countsCategories });
      return true;
    } catch (error) {
      takeBack();
      if (hasCode(error, 'document_changed')) void client.invalidateQueries({ queryKey: documentKeys.all });
      const { text, quote } = wordsOf(error);
      toast.show({ tone: 'problem', text: `${t('documents.change.notSaved')} ${text}`, ...(quote ? { quote } : {}) });
      return false;
    }
  };
}

/** What a changed category touches: the counts, and lists of one category. */
function countsCategories({ queryKey }: { queryKey: readonly unknown[] }): boolean {
  const [, kind, filters] = queryKey;
  return kind === 'summary' || (kind === 'list' && (filters as ListFilters).category !== undefined);
}
