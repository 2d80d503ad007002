import type { Document } from '@portal/contract/documents';
import { deleteDocument } from '@portal/contract/documents.endpoints';
import { useQueryClient } from '@tanstack/react-query';
import { useTranslation } from 'react-i18next';
import { callEndpoint } from '../../app/api-client.ts';
import { useToast } from '../../components/toasts.tsx';
import { changeSummary, takeFromLists } from './document-cache.ts';
import { documentKeys } from './document-keys.ts';
import { TitleAnd } from './title-and.tsx';
import { useProblemWords } from './use-problem-words.ts';

/**
 * Deletes a document in the trash for good. Not optimistic: the line never says more than the portal has confirmed,
 * and nobody can bring this back. Answers whether it is gone.
 */
export function useDeleteDocument(): (document: Document) => Promise<boolean> {
  const client = useQueryClient();
  const toast = useToast();
  const wordsOf = useProblemWords();
  const { t } = useTranslation();

  return async (document) => {
    try {
      await callEndpoint(deleteDocument, { params: { documentId: document.id }, query: { permanently: 'true' } });
    } catch (error) {
      const { text, quote } = wordsOf(error);
      toast.show({ tone: 'problem', text: `${t('documents.trash.notDeleted')} ${text}`, ...(quote ? { quote } : {}) });
      return false;
    }
    takeFromLists(client, 'trash', document.id);
    client.removeQueries({ queryKey: documentKeys.one(document.id) });
    changeSummary(client, (summary) => ({ ...summary, trashed: summary.trashed - 1 }));
    void client.invalidateQueries({ queryKey: documentKeys.summary });
    toast.show({
      about: document.id,
      text: <TitleAnd title={document.title} words={t('documents.trash.isGone')} />,
    });
    return true;
  };
}
