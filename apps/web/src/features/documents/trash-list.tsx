import type { Document } from '@portal/contract/documents';
import { trashDays } from '@portal/contract/limits';
import { useState } from 'react';
import { useTranslation } from 'react-i18next';
import { useFormat } from '../../app/format.ts';
import { paths } from '../../app/paths.ts';
import { useGrowWhenNear } from '../../app/use-grow-when-near.ts';
import { ButtonLink } from '../../components/button-link.tsx';
import { ConfirmDialog } from '../../components/confirm-dialog.tsx';
import { EmptyState } from '../../components/empty-state.tsx';
import { SkeletonRow } from '../../components/skeleton-row.tsx';
import { trashFilters } from './list-filters.ts';
import { ListTrouble } from './list-trouble.tsx';
import { TrashRow } from './trash-row.tsx';
import { useDeleteDocument } from './use-delete-document.tsx';
import { useDocumentList } from './use-document-list.ts';
import { useKeptFocus } from './use-kept-focus.ts';
import { useRestoreDocument } from './use-restore-document.tsx';

export function TrashList() {
  const { t } = useTranslation();
  const list = useDocumentList(trashFilters);
  const restore = useRestoreDocument();
  const [deleting, setDeleting] = useState<Document>();
  const end = useGrowWhenNear(list);
  const documents = list.data?.pages.flatMap((page) => page.items) ?? [];
  useKeptFocus(documents);
  if (list.isPending) return <TrashToCome />;
  if (!list.data) {
    return <ListTrouble title={t('documents.failed.title')} error={list.error} onRetry={() => void list.refetch()} />;
  }
  if (documents.length === 0) return <EmptyTrash />;
  return (
    <>
      <ul aria-label={t('documents.trash.title')} className="mt-8 border-t-[1.5px] border-ink">
        {documents.map((document) => (
          <TrashRow
            key={document.id}
            document={document}
            onRestore={() => void restore(document, { tells: true })}
            onDelete={() => setDeleting(document)}
          />
        ))}
      </ul>
      <div ref={end} />
      {list.isFetchingNextPage && <SkeletonRow />}
      {list.isFetchNextPageError && (
        <ListTrouble
          title={t('documents.failed.moreTitle')}
          error={list.error}
          onRetry={() => void list.fetchNextPage()}
        />
      )}
      {deleting && <LastQuestion document={deleting} onClose={() => setDeleting(undefined)} />}
    </>
  );
}

function TrashToCome() {
  const { t } = useTranslation();
  return (
    <div className="mt-8 border-t-[1.5px] border-ink">
      <p role="status" className="sr-only">
        {t('documents.loading')}
      </p>
      <SkeletonRow />
      <SkeletonRow />
    </div>
  );
}

function EmptyTrash() {
  const { t } = useTranslation();
  const format = useFormat();
  return (
    <div className="mt-8 border-t-[1.5px] border-ink">
      <EmptyState
        title={t('documents.trash.empty')}
        action={<ButtonLink to={paths.documents}>{t('documents.one.toDocuments')}</ButtonLink>}
      >
        {t('documents.trash.emptyText', { n: format.number(trashDays) })}
      </EmptyState>
    </div>
  );
}

function LastQuestion({ document, onClose }: { document: Document; onClose: () => void }) {
  const { t } = useTranslation();
  const remove = useDeleteDocument();
  const [busy, setBusy] = useState(false);
  const confirm = async (): Promise<void> => {
    setBusy(true);
    await remove(document);
    onClose();
  };
  return (
    <ConfirmDialog
      open
      onClose={onClose}
      title={t('documents.trash.deleteTitle')}
      safeLabel={t('documents.trash.keep')}
      confirmLabel={t('documents.trash.confirm')}
      busyLabel={busy ? t('documents.trash.deleting') : undefined}
      onConfirm={() => void confirm()}
    >
      <bdi className="font-serif font-title text-ink">{document.title}</bdi> {t('documents.trash.deleteText')}
    </ConfirmDialog>
  );
}
