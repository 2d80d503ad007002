import type { Document } from '@portal/contract/documents';
import { deleteDocument } from '@portal/contract/documents.endpoints';
import { trashDays } from '@portal/contract/limits';
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
import { takeLostFocus } from './use-kept-focus.ts';
import { useProblemWords } from './use-problem-words.ts';
import { useRestoreDocument } from './use-restore-document.tsx';

const dayMs = 86_400_000;

/** As the portal is going to answer: what the page shows until it has. */
function inTrash(document: Document, nowMs: number): Document {
  return {
    ...document,
    trashedAt: new Date(nowMs).toISOString(),
    purgeAt: new Date(nowMs + trashDays * dayMs).toISOString(),
  };
}

/** Moves a document to the trash at once, offers Undo, and takes it back with a reason when the portal says no. */
export function useTrashDocument(): (document: Document) => Promise<void> {
  const client = useQueryClient();
  const toast = useToast();
  const restore = useRestoreDocument();
  const wordsOf = useProblemWords();
  const { t } = useTranslation();

  return async (document) => {
    const takeBack = await rememberDocuments(client);
    const trashed = inTrash(document, Date.now());
    takeFromLists(client, 'active', document.id);
    putDocument(client, trashed);
    addToLists(client, trashed);
    changeSummary(client, (summary) => countMoved(summary, document, -1));

    const answered = callEndpoint(deleteDocument, { params: { documentId: document.id } });
    const toastId = toast.show({
      about: document.id,
      text: <TitleAnd title={document.title} words={t('documents.trash.isThere')} />,
      // The document must be in the trash before it can come out of it.
      action: {
        label: t('documents.trash.undo'),
        onAction: () =>
          void answered.then(() => restore(document, { tells: false })).then(() => takeLostFocus(document.id)),
      },
    });
    try {
      await answered;
      void client.invalidateQueries({ queryKey: documentKeys.one(document.id) });
      void client.invalidateQueries({ queryKey: documentKeys.summary });
    } catch (error) {
      takeBack();
      toast.dismiss(toastId);
      const { text, quote } = wordsOf(error);
      toast.show({ tone: 'problem', text: `${t('documents.trash.notMoved')} ${text}`, ...(quote ? { quote } : {}) });
    }
  };
}
