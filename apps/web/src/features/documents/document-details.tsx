import type { Document } from '@portal/contract/documents';
import { Download, Trash2 } from 'lucide-react';
import { useTranslation } from 'react-i18next';
import { useFormat } from '../../app/format.ts';
import { ButtonLink } from '../../components/button-link.tsx';
import { Button } from '../../components/button.tsx';
import { WhoOpenedIt } from '../activity/who-opened-it.tsx';
import { ActiveContentNote } from './active-content-note.tsx';
import { CheckSentence } from './check-sentence.tsx';
import { contentAddress } from './content-address.ts';
import { DetailRow } from './detail-row.tsx';
import { EditableDetail } from './editable-detail.tsx';
import { useFacts } from './use-facts.ts';

type DocumentDetailsProps = { document: Document; onTrash: () => void };

/** What is known of a document, changed in place by its pencil. */
export function DocumentDetails({ document, onTrash }: DocumentDetailsProps) {
  const { t } = useTranslation();
  const format = useFormat();
  const facts = useFacts();
  return (
    <>
      <div className="flex flex-col gap-3">
        {document.state === 'ready' && (
          <ButtonLink variant="main" wide icon={Download} href={contentAddress(document.id, 'attachment')} download>
            {t('documents.menu.download')}
          </ButtonLink>
        )}
        <ActiveContentNote document={document} />
        <Button wide icon={Trash2} onClick={onTrash}>
          {t('documents.menu.trash')}
        </Button>
      </div>
      <dl className="mt-6 border-t border-rule">
        <EditableDetail document={document} name="category" term={t('documents.one.category')}>
          {facts.category(document)}
        </EditableDetail>
        <EditableDetail document={document} name="documentDate" term={t('documents.one.date')}>
          {document.documentDate === null ? (
            <span className="text-graphite">{t('documents.one.none')}</span>
          ) : (
            <span className="doc-date">{facts.date(document)}</span>
          )}
        </EditableDetail>
        <EditableDetail document={document} name="note" term={t('documents.one.note')}>
          {document.note.trim() === '' ? (
            <span className="text-graphite">{t('documents.one.none')}</span>
          ) : (
            <span className="whitespace-pre-wrap" dir="auto">
              {document.note}
            </span>
          )}
        </EditableDetail>
        <DetailRow term={t('documents.one.file')}>
          {[facts.pages(document), facts.size(document)].filter(Boolean).join(t('documents.comma'))}
        </DetailRow>
        <DetailRow term={t('documents.one.added')}>{format.dateTime(document.uploadedAt)}</DetailRow>
      </dl>
      <CheckSentence document={document} />
      <WhoOpenedIt documentId={document.id} />
    </>
  );
}
