import type { Document } from '@portal/contract/documents';
import { useQuery } from '@tanstack/react-query';
import { useTranslation } from 'react-i18next';
import { paths } from '../../app/paths.ts';
import { TextLink } from '../../components/text-link.tsx';
import { closedReasonOf, isClosedForGood, sheetOf } from '../documents/document-state.ts';
import { thumbnailAddress } from '../documents/thumbnail-address.ts';
import { documentQuery } from '../documents/use-document.ts';
import { useTrashDocument } from '../documents/use-trash-document.tsx';
import { LineFrame } from './line-frame.tsx';
import { useUploadWords } from './use-upload-words.ts';

type ArrivedLineProps = { arrived: Document; onOpen: () => void };

/** Follows the document after it has arrived: checked, renamed, or thrown away since. */
export function ArrivedLine({ arrived, onOpen }: ArrivedLineProps) {
  const { t } = useTranslation();
  const words = useUploadWords();
  const { data: document } = useQuery({
    ...documentQuery(arrived.id),
    initialData: arrived,
    staleTime: Infinity,
  });
  const trash = useTrashDocument();
  const isClosed = isClosedForGood(document);
  const canOpen = closedReasonOf(document) === undefined && document.trashedAt === null;
  return (
    <LineFrame
      title={document.title}
      sheet={sheetOf(document)}
      imageUrl={thumbnailAddress(document)}
      words={words.ofArrived(document)}
      actions={
        isClosed && (
          <TextLink size="note" tone="ink" onSelect={() => void trash(document)}>
            {t('documents.menu.trash')}
          </TextLink>
        )
      }
      beside={
        canOpen && (
          <span onClickCapture={onOpen}>
            <TextLink to={paths.document(document.id)}>
              <span aria-hidden>{t('documents.uploads.open')}</span>
              <span className="sr-only">{t('documents.uploads.openOf', { title: document.title })}</span>
            </TextLink>
          </span>
        )
      }
    />
  );
}
