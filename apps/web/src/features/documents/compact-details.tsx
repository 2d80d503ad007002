import { Dialog } from '@base-ui/react/dialog';
import type { Document } from '@portal/contract/documents';
import { ChevronDown, ChevronUp, Download } from 'lucide-react';
import { useState } from 'react';
import { useTranslation } from 'react-i18next';
import { useFormat } from '../../app/format.ts';
import { ButtonLink } from '../../components/button-link.tsx';
import { IconButton } from '../../components/icon-button.tsx';
import { Seal } from '../../components/seal.tsx';
import { ActiveContentNote } from './active-content-note.tsx';
import { contentAddress } from './content-address.ts';
import { DocumentDetails } from './document-details.tsx';
import { isChecked, sealOf } from './document-state.ts';
import { useFacts } from './use-facts.ts';

type CompactDetailsProps = { document: Document; onTrash: () => void };

/** Below the pages where there is no room beside them: the state, the download, and all details as a sheet. */
export function CompactDetails({ document, onTrash }: CompactDetailsProps) {
  const { t } = useTranslation();
  const facts = useFacts();
  const [open, setOpen] = useState(false);
  const pagesAndSize = [facts.pages(document), facts.size(document)].filter(Boolean).join(t('documents.comma'));
  return (
    <div className="border-t border-rule bg-ground px-4 py-3 lg:hidden">
      <div className="flex items-center gap-3.5">
        <Seal state={sealOf(document)} size={28} />
        <div className="min-w-0 grow">
          <p className="font-strong">
            <StateWords document={document} />
          </p>
          <p className="text-note text-graphite">
            {isChecked(document) || document.state !== 'ready'
              ? pagesAndSize
              : [t('documents.one.notScanned'), pagesAndSize].join(' ')}
          </p>
        </div>
        <IconButton icon={ChevronUp} label={t('documents.one.showDetails')} onClick={() => setOpen(true)} />
      </div>
      {document.state === 'ready' && document.trashedAt === null && (
        <div className="flex flex-col gap-3 pt-3">
          <ButtonLink variant="main" wide icon={Download} href={contentAddress(document.id, 'attachment')} download>
            {t('documents.menu.download')}
          </ButtonLink>
          <ActiveContentNote document={document} />
        </div>
      )}
      <Dialog.Root open={open} onOpenChange={setOpen}>
        <Dialog.Portal>
          <Dialog.Backdrop className="fixed inset-0 z-30 animate-fade bg-[#17201d]/50" />
          <Dialog.Popup className="fixed inset-x-0 bottom-0 z-30 mx-auto max-h-[calc(100dvh-6rem)] max-w-140 animate-fade overflow-y-auto rounded-t-dialog bg-ground px-4 pt-5 pb-[calc(1.5rem+env(safe-area-inset-bottom))] text-ink outline-none">
            <div className="flex items-start justify-between gap-3 pb-5">
              <Dialog.Title className="min-w-0 font-serif text-head font-title break-words">
                <bdi>{document.title}</bdi>
              </Dialog.Title>
              <span className="-me-2.5">
                <IconButton icon={ChevronDown} label={t('documents.one.hideDetails')} onClick={() => setOpen(false)} />
              </span>
            </div>
            <DocumentDetails document={document} onTrash={onTrash} />
          </Dialog.Popup>
        </Dialog.Portal>
      </Dialog.Root>
    </div>
  );
}

function StateWords({ document }: { document: Document }) {
  const { t } = useTranslation();
  const format = useFormat();
  if (isChecked(document)) return t('documents.one.checkedOn', { day: format.dayAndMonth(document.checkedAt) });
  return t(`documents.state.${document.state}`);
}
