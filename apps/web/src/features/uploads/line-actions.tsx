import type { Document } from '@portal/contract/documents';
import { useQueryClient } from '@tanstack/react-query';
import { useTranslation } from 'react-i18next';
import { paths } from '../../app/paths.ts';
import { TextLink } from '../../components/text-link.tsx';
import { documentKeys } from '../documents/document-keys.ts';
import { useRestoreDocument } from '../documents/use-restore-document.tsx';
import type { Upload } from './upload.ts';
import { useUploadQueue } from './uploads-context.ts';

type LineActionsProps = {
  upload: Upload;
  /** A document was opened from here. */
  onOpen: () => void;
};

/** What the patient can do about a file that is not there, or was there before. */
export function LineActions({ upload, onOpen }: LineActionsProps) {
  const { t } = useTranslation();
  const queue = useUploadQueue();
  const { state, id } = upload;
  if (state.kind === 'duplicate') return <DuplicateActions id={id} document={state.document} onOpen={onOpen} />;
  const canRetry = state.kind === 'cancelled' || (state.kind === 'failed' && isWorthRetrying(state.failure.kind));
  if (!canRetry && state.kind !== 'failed') return null;
  return canRetry ? (
    <TextLink size="note" tone="ink" onSelect={() => queue.retry(id)}>
      {t('documents.uploads.retry')}
    </TextLink>
  ) : (
    <TextLink size="note" tone="ink" onSelect={() => queue.remove(id)}>
      {t('documents.uploads.remove')}
    </TextLink>
  );
}

/** The file itself will be the same next time; the network and the portal may not. */
function isWorthRetrying(failure: string): boolean {
  return failure === 'unreachable' || failure === 'refused' || failure === 'unreadable';
}

type DuplicateActionsProps = { id: string; document: Document; onOpen: () => void };

function DuplicateActions({ id, document, onOpen }: DuplicateActionsProps) {
  const { t } = useTranslation();
  const queue = useUploadQueue();
  const client = useQueryClient();
  const restore = useRestoreDocument();
  const takeOut = async (): Promise<void> => {
    if (!(await restore(document, { tells: false }))) return;
    const now = client.getQueryData<Document>(documentKeys.one(document.id));
    queue.restored(id, now ?? { ...document, trashedAt: null, purgeAt: null });
  };
  return (
    <>
      {document.trashedAt === null ? (
        <span onClickCapture={onOpen}>
          <TextLink size="note" to={paths.document(document.id)}>
            {t('documents.uploads.openIt')}
          </TextLink>
        </span>
      ) : (
        <TextLink size="note" onSelect={() => void takeOut()}>
          {t('documents.uploads.takeOut')}
        </TextLink>
      )}
      <TextLink size="note" tone="ink" onSelect={() => queue.keepBoth(id)}>
        {t('documents.uploads.keepBoth')}
      </TextLink>
    </>
  );
}
