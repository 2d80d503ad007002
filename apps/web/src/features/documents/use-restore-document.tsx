import type { Document } from '@portal/contract/documents';
import { restoreDocument } from '@portal/contract/documents.endpoints';
import { useQueryClient } from '@tanstack/react-query';
import { useTranslation } from 'react-i18next';
import { callEndpoint } from '../../app/api-client.ts';
import { useToast } from '../../components/toasts.tsx';
import {
  addToLists,
  changeSummary,
  countMoved,
  putDocument,
  rememberDocuments,
  takeFromLists,
} from './document-cache.ts';
import { documentKeys } from './document-keys.ts';
import { TitleAnd } from './title-and.tsx';
import { useProblemWords } from './use-problem-words.ts';

type RestoreOptions = {
  /** Say that it is back: where one does not see it appear. */
  tells: boolean;
};

/** Takes a document out of the trash at once, and puts it back with a reason when the portal says no. */
export function useRestoreDocument(): (document: Document, options: RestoreOptions) => Promise<boolean> {
  const client = useQueryClient();
  const toast = useToast();
  const wordsOf = useProblemWords();
  const { t } = useTranslation();

  return async (document, { tells }) => {
    const takeBack = await rememberDocuments(client);
    const active: Document = { ...document, trashedAt: null, purgeAt: null };
    takeFromLists(client, 'trash', document.id);
    putDocument(client, active);
    addToLists(client, active);
    changeSummary(client, (summary) => countMoved(summary, document, 1));
    try {
      const answer = await callEndpoint(restoreDocument, { params: { documentId: document.id } });
      putDocument(client, answer.document);
      void client.invalidateQueries({ queryKey: documentKeys.summary });
      const text = <TitleAnd title={document.title} words={t('documents.trash.isBack')} />;
      if (tells) toast.show({ about: document.id, text });
      return true;
    } catch (error) {
      takeBack();
      const { text, quote } = wordsOf(error);
      toast.show({ tone: 'problem', text: `${t('documents.trash.notRestored')} ${text}`, ...(quote ? { quote } : {}) });
      return false;
    }
  };
}
