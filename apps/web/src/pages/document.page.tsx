import type { Document } from '@portal/contract/documents';
import { Trash2 } from 'lucide-react';
import { useState } from 'react';
import { useTranslation } from 'react-i18next';
import { useNavigate, useParams, useSearchParams } from 'react-router';
import { hasCode } from '../app/api-problem.ts';
import { paths, placeInDocument } from '../app/paths.ts';
import { Button } from '../components/button.tsx';
import { ButtonLink } from '../components/button-link.tsx';
import { Page } from '../components/page.tsx';
import { SkeletonRow } from '../components/skeleton-row.tsx';
import { CompactDetails } from '../features/documents/compact-details.tsx';
import { CompactHeading } from '../features/documents/compact-heading.tsx';
import { DocumentDetails } from '../features/documents/document-details.tsx';
import { DocumentTitle } from '../features/documents/document-title.tsx';
import { EditDocumentDialog } from '../features/documents/edit-document-dialog.tsx';
import { ListTrouble } from '../features/documents/list-trouble.tsx';
import { OpenDocument } from '../features/documents/open-document.tsx';
import { useDocument } from '../features/documents/use-document.ts';
import { useHasRoomBeside } from '../features/documents/use-has-room-beside.ts';
import { useRestoreDocument } from '../features/documents/use-restore-document.tsx';
import { useTrashDocument } from '../features/documents/use-trash-document.tsx';
import { AddButton } from '../features/uploads/add-button.tsx';

/** One document: its pages, and what is known of it. */
export function DocumentPage() {
  const { t } = useTranslation();
  const { documentId = '' } = useParams();
  const { data: document, error, isPending, refetch } = useDocument(documentId);
  if (document) return <DocumentDesk key={document.id} document={document} />;
  if (isPending) {
    return (
      <Page title={t('documents.one.loading')} heading={<span className="sr-only">{t('documents.one.loading')}</span>}>
        <SkeletonRow />
      </Page>
    );
  }
  if (hasCode(error, 'document_not_found') || hasCode(error, 'invalid_request')) {
    return (
      <Page title={t('documents.one.notFoundTitle')} intro={t('documents.one.notFoundText')}>
        <div className="pt-6">
          <ButtonLink to={paths.documents}>{t('documents.one.toDocuments')}</ButtonLink>
        </div>
      </Page>
    );
  }
  return (
    <Page
      title={t('documents.one.failedTitle')}
      heading={<span className="sr-only">{t('documents.one.failedTitle')}</span>}
    >
      <ListTrouble title={t('documents.one.failedTitle')} error={error} onRetry={() => void refetch()} />
    </Page>
  );
}

/** Pages and details share the window below the header; only the pages scroll, and the details where they are long. */
function DocumentDesk({ document }: { document: Document }) {
  const navigate = useNavigate();
  const [search] = useSearchParams();
  const trash = useTrashDocument();
  const restore = useRestoreDocument();
  const hasRoomBeside = useHasRoomBeside();
  const [changing, setChanging] = useState(false);
  const throwAway = (): void => {
    void trash(document);
    void navigate(paths.documents);
  };
  return (
    <div data-own-chrome className="relative min-h-96 flex-1">
      <div className="absolute inset-0 flex flex-col lg:flex-row">
        {!hasRoomBeside && (
          <CompactHeading document={document} onChange={() => setChanging(true)} onTrash={throwAway} />
        )}
        <OpenDocument
          document={document}
          place={placeInDocument(search)}
          onRestore={() => void restore(document, { tells: true })}
          wayOn={<WayOn document={document} onTrash={throwAway} />}
        />
        {hasRoomBeside ? (
          <aside className="w-90 shrink-0 overflow-y-auto border-s border-rule px-7 min-[90rem]:w-105 min-[90rem]:px-9 pt-7 pb-10">
            <DocumentTitle document={document} />
            {document.trashedAt === null && <DocumentDetails document={document} onTrash={throwAway} />}
          </aside>
        ) : (
          document.trashedAt === null && <CompactDetails document={document} onTrash={throwAway} />
        )}
      </div>
      {changing && <EditDocumentDialog document={document} onClose={() => setChanging(false)} />}
    </div>
  );
}

/** A document that stays closed: the file in its place, where another one would do, and out of the way with this one. */
function WayOn({ document, onTrash }: { document: Document; onTrash: () => void }) {
  const { t } = useTranslation();
  return (
    <div className="flex flex-wrap gap-3">
      {document.state !== 'blocked' && <AddButton />}
      <Button icon={Trash2} onClick={onTrash}>
        {t('documents.menu.trash')}
      </Button>
    </div>
  );
}
