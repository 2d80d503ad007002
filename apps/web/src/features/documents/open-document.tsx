import type { Document } from '@portal/contract/documents';
import { lazy, Suspense, useState } from 'react';
import type { ReactNode } from 'react';
import { useTranslation } from 'react-i18next';
import type { PlaceInDocument } from '../../app/paths.ts';
import { Button } from '../../components/button.tsx';
import { EmptyState } from '../../components/empty-state.tsx';
import { DashedFrame } from '../../components/dashed-frame.tsx';
import type { SheetState } from '../../components/sheet-thumbnail.tsx';
import { contentAddress } from './content-address.ts';
import { closedReasonOf, sealOf, sheetOf } from './document-state.ts';
import type { PdfFailure } from './viewer/use-pdf.ts';

/** PDF.js is large: it comes when the first document is opened. */
const PdfViewer = lazy(async () => ({ default: (await import('./viewer/pdf-viewer.tsx')).PdfViewer }));

type OpenDocumentProps = {
  document: Document;
  /** The page it opens at, and the words that are marked. */
  place: PlaceInDocument;
  onRestore: () => void;
  /** What can be done about a document that stays closed. */
  wayOn: ReactNode;
};

/** The pages, or in plain words why there are none. */
export function OpenDocument({ document, place, onRestore, wayOn }: OpenDocumentProps) {
  const { t } = useTranslation();
  const [attempt, setAttempt] = useState(0);
  const [failure, setFailure] = useState<PdfFailure>();
  const reason = closedReasonOf(document);
  if (document.trashedAt !== null) {
    return (
      <InsteadOfPages
        title={t('documents.one.inTrashTitle')}
        text={t('documents.one.inTrashText')}
        action={<Button onClick={onRestore}>{t('documents.trash.restore')}</Button>}
      />
    );
  }
  if (reason) {
    return (
      <InsteadOfPages
        title={t(`documents.closed.${reason}`)}
        text={t(`documents.reason.${reason}`)}
        sheet={sheetOf(document)}
        action={sealOf(document) === 'checking' ? undefined : wayOn}
      />
    );
  }
  if (failure) {
    const retry = (): void => {
      setFailure(undefined);
      setAttempt(attempt + 1);
    };
    return <FailedPages failure={failure} onRetry={retry} />;
  }
  return (
    <Suspense fallback={<PagesToCome />}>
      <PdfViewer
        url={contentAddress(document.id, 'inline')}
        title={document.title}
        place={place}
        attempt={attempt}
        toCome={<PagesToCome />}
        onFailure={setFailure}
      />
    </Suspense>
  );
}

function FailedPages({ failure, onRetry }: { failure: PdfFailure; onRetry: () => void }) {
  const { t } = useTranslation();
  if (failure === 'locked') {
    return <InsteadOfPages title={t('documents.one.passwordTitle')} text={t('documents.one.passwordText')} />;
  }
  if (failure === 'damaged') {
    return <InsteadOfPages title={t('documents.one.damagedTitle')} text={t('documents.one.damagedText')} />;
  }
  return (
    <InsteadOfPages
      title={t('documents.one.brokenOffTitle')}
      text={t('documents.one.brokenOffText')}
      action={<Button onClick={onRetry}>{t('documents.one.retry')}</Button>}
    />
  );
}

type InsteadOfPagesProps = { title: string; text: string; sheet?: SheetState; action?: ReactNode };

function InsteadOfPages({ title, text, sheet = 'waiting', action }: InsteadOfPagesProps) {
  return (
    <div className="flex min-h-0 flex-1 flex-col items-center overflow-auto bg-desk px-5 under-desk">
      <div role="status" className="max-w-xl pt-4 lg:pt-20">
        <EmptyState title={title} sheet={sheet} action={action}>
          {text}
        </EmptyState>
      </div>
    </div>
  );
}

function PagesToCome() {
  const { t } = useTranslation();
  return (
    <div className="flex min-h-0 flex-1 justify-center overflow-clip bg-desk p-3 lg:p-8">
      <p role="status" className="sr-only">
        {t('documents.one.loading')}
      </p>
      <div aria-hidden className="relative aspect-[1/1.414] w-full max-w-3xl self-start rounded-label">
        <DashedFrame weight={2} />
      </div>
    </div>
  );
}
