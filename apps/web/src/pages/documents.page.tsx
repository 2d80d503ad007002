import type { Document } from '@portal/contract/documents';
import { useState } from 'react';
import { useTranslation } from 'react-i18next';
import { Page } from '../components/page.tsx';
import { EditDocumentDialog } from '../features/documents/edit-document-dialog.tsx';
import { FirstSteps } from '../features/documents/first-steps.tsx';
import { isNarrowed } from '../features/documents/list-filters.ts';
import { ListTools } from '../features/documents/list-tools.tsx';
import { MyDocuments } from '../features/documents/my-documents.tsx';
import { SummaryLine } from '../features/documents/summary-line.tsx';
import { useDocumentList } from '../features/documents/use-document-list.ts';
import { useDocumentSummary } from '../features/documents/use-document-summary.ts';
import { useListFilters } from '../features/documents/use-list-filters.ts';
import { usePortal } from '../app/use-portal.ts';
import { useTrashDocument } from '../features/documents/use-trash-document.tsx';
import { AddButton } from '../features/uploads/add-button.tsx';

/** My documents: everything a patient keeps here, found again by search, category and order. */
export function DocumentsPage() {
  const { t } = useTranslation();
  const [filters, changeFilters] = useListFilters();
  const list = useDocumentList(filters);
  const { data: summary } = useDocumentSummary();
  const { data: portal } = usePortal();
  const trash = useTrashDocument();
  const [changing, setChanging] = useState<Document>();
  const isEmpty = !isNarrowed(filters) && !list.isPlaceholderData && list.data?.pages[0]?.items.length === 0;

  if (isEmpty) {
    return (
      <Page title={t('documents.empty.title')} intro={t('documents.empty.intro')} actions={<AddButton />}>
        <FirstSteps scans={portal?.scanner === 'clamd'} />
      </Page>
    );
  }
  return (
    <Page
      title={t('documents.title')}
      intro={summary && summary.active > 0 ? <SummaryLine summary={summary} /> : undefined}
      actions={<AddButton />}
    >
      <ListTools filters={filters} onChange={changeFilters} summary={summary} />
      <MyDocuments
        list={list}
        filters={filters}
        onFilters={changeFilters}
        onChange={setChanging}
        onTrash={(document) => void trash(document)}
      />
      {changing && <EditDocumentDialog key={changing.id} document={changing} onClose={() => setChanging(undefined)} />}
    </Page>
  );
}
