import type { Document } from '@portal/contract/documents';
import { TriangleAlert } from 'lucide-react';
import { useTranslation } from 'react-i18next';

/** Beside the download of a PDF that could do something once it is opened elsewhere. This page runs none of it. */
export function ActiveContentNote({ document }: { document: Document }) {
  const { t } = useTranslation();
  if (document.state !== 'ready' || !document.hasActiveContent) return null;
  return (
    <p className="flex gap-3 rounded-label bg-heed-wash px-4 py-3 text-note text-ink">
      <TriangleAlert size={20} strokeWidth={1.75} aria-hidden className="shrink-0 text-heed" />
      {t('documents.one.activeContent')}
    </p>
  );
}
