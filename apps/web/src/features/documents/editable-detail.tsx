import type { Document } from '@portal/contract/documents';
import { Pencil } from 'lucide-react';
import type { ReactNode } from 'react';
import { useTranslation } from 'react-i18next';
import { IconButton } from '../../components/icon-button.tsx';
import { DetailRow } from './detail-row.tsx';
import { EditInPlace } from './edit-in-place.tsx';
import { useEditing } from './use-editing.ts';

type EditableDetailProps = {
  document: Document;
  name: 'category' | 'documentDate' | 'note';
  term: string;
  children: ReactNode;
};

const labels = {
  category: 'documents.one.changeCategory',
  documentDate: 'documents.one.changeDate',
  note: 'documents.one.changeNote',
} as const;

/** A fact with its pencil; with it in hand, the field stands in its place. */
export function EditableDetail({ document, name, term, children }: EditableDetailProps) {
  const { t } = useTranslation();
  const { isEditing, begin, end, pencil } = useEditing();
  if (isEditing) {
    return (
      <div className="border-b border-rule py-3">
        <dt className="sr-only">{term}</dt>
        <dd>
          <EditInPlace document={document} name={name} onEnd={end} />
        </dd>
      </div>
    );
  }
  return (
    <DetailRow term={term} action={<IconButton ref={pencil} icon={Pencil} label={t(labels[name])} onClick={begin} />}>
      {children}
    </DetailRow>
  );
}
