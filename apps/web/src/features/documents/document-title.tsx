import type { Document } from '@portal/contract/documents';
import { Pencil } from 'lucide-react';
import { useTranslation } from 'react-i18next';
import { IconButton } from '../../components/icon-button.tsx';
import { PageHeading } from '../../components/page-heading.tsx';
import { EditInPlace } from './edit-in-place.tsx';
import { useEditing } from './use-editing.ts';

/** The one heading of a document's page, in the voice of the paper. */
export function DocumentTitle({ document }: { document: Document }) {
  const { t } = useTranslation();
  const { isEditing, begin, end, pencil } = useEditing();
  return (
    <div className="pb-5">
      <div className={isEditing ? 'sr-only' : 'flex items-start justify-between gap-2'}>
        <div className="min-w-0 break-words">
          <PageHeading title={document.title} className="font-serif text-head font-title">
            <bdi>{document.title}</bdi>
          </PageHeading>
        </div>
        {!isEditing && (
          <span className="-mt-1.5 -me-3">
            <IconButton ref={pencil} icon={Pencil} label={t('documents.one.changeTitle')} onClick={begin} />
          </span>
        )}
      </div>
      {isEditing && <EditInPlace document={document} name="title" onEnd={end} />}
    </div>
  );
}
