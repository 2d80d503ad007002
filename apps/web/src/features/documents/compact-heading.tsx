import type { Document } from '@portal/contract/documents';
import { ArrowLeft } from 'lucide-react';
import { useTranslation } from 'react-i18next';
import { Link } from 'react-router';
import { paths } from '../../app/paths.ts';
import { PageHeading } from '../../components/page-heading.tsx';
import { DocumentMenu } from './document-menu.tsx';

type CompactHeadingProps = { document: Document; onChange: () => void; onTrash: () => void };

/** The bar of a phone: back, the title, what can be done. */
export function CompactHeading({ document, onChange, onTrash }: CompactHeadingProps) {
  const { t } = useTranslation();
  return (
    <div className="flex min-h-15 items-center gap-2 border-b border-rule px-2">
      <Link
        to={paths.documents}
        aria-label={t('documents.title')}
        className="hit grid shrink-0 place-items-center rounded-control"
      >
        <ArrowLeft size={24} strokeWidth={1.75} aria-hidden className="rtl:-scale-x-100" />
      </Link>
      <div className="min-w-0 grow">
        <PageHeading title={document.title} className="truncate font-serif text-doc">
          <bdi>{document.title}</bdi>
        </PageHeading>
      </div>
      {document.trashedAt === null && <DocumentMenu document={document} isOpen onChange={onChange} onTrash={onTrash} />}
    </div>
  );
}
