import { Dialog } from '@base-ui/react/dialog';
import { ChevronDown, PanelRightClose } from 'lucide-react';
import { useEffect, useRef, useState } from 'react';
import type { ReactNode } from 'react';
import { useTranslation } from 'react-i18next';
import { useMatch } from 'react-router';
import { routePatterns } from '../../app/paths.ts';
import { DashedFrame } from '../../components/dashed-frame.tsx';
import { IconButton } from '../../components/icon-button.tsx';
import { InterruptedLine } from './interrupted-line.tsx';
import { TrayHead } from './tray-head.tsx';
import type { Upload } from './upload.ts';
import { isRefused, isUnderWay } from './upload.ts';
import { UploadBar } from './upload-bar.tsx';
import { UploadLine } from './upload-line.tsx';
import { useChooseFiles, useInterrupted, useUploads } from './uploads-context.ts';
import { useIsWide } from './use-is-wide.ts';

/**
 * Where files on their way are seen: beside the page where there is room (the page moves, nothing is covered), as a
 * sheet from below where there is not, and as a bar once folded.
 */
export function WithUploadTray({ children }: { children: ReactNode }) {
  const uploads = useUploads();
  const interrupted = useInterrupted();
  const isWide = useIsWide();
  // The viewer has its own column at that edge.
  const isViewer = useMatch(routePatterns.document) !== null;
  const standsBeside = isWide && !isViewer;
  const [isOpen, setIsOpen] = useState<boolean>();
  const open = isOpen ?? standsBeside;
  const isEmpty = uploads.length === 0 && interrupted.length === 0;
  useUnfoldForReasons({ uploads, isEmpty, isWide, setIsOpen });
  if (isEmpty) return children;
  return (
    <div className="flex flex-1 flex-col">
      <div className="flex flex-1">
        <div className="flex min-w-0 flex-1 flex-col">{children}</div>
        {open && standsBeside && <SideTray uploads={uploads} onFold={() => setIsOpen(false)} />}
      </div>
      {!(open && standsBeside) && <UploadBar uploads={uploads} onUnfold={() => setIsOpen(true)} />}
      <SheetTray open={open && !standsBeside} uploads={uploads} onFold={() => setIsOpen(false)} />
    </div>
  );
}

type UnfoldForReasons = {
  uploads: readonly Upload[];
  isEmpty: boolean;
  isWide: boolean;
  setIsOpen: (isOpen: boolean | undefined) => void;
};

/** Where there is no room beside the page, and nothing of what was just added was accepted, the reasons are shown. */
function useUnfoldForReasons({ uploads, isEmpty, isWide, setIsOpen }: UnfoldForReasons): void {
  const seen = useRef<ReadonlySet<string>>(new Set());
  useEffect(() => {
    if (isWide || uploads.some(isUnderWay)) return;
    // The next files begin folded again.
    if (isEmpty) setIsOpen(undefined);
    const fresh = uploads.filter(({ id }) => !seen.current.has(id));
    seen.current = new Set(uploads.map(({ id }) => id));
    if (fresh.length > 0 && fresh.every(isRefused)) setIsOpen(true);
  }, [uploads, isEmpty, isWide, setIsOpen]);
}

type TrayProps = { uploads: readonly Upload[]; onFold: () => void };

function SideTray({ uploads, onFold }: TrayProps) {
  const { t } = useTranslation();
  return (
    <aside aria-label={t('documents.uploads.tray')} className="w-106 shrink-0 border-s border-rule bg-desk under-desk">
      <div className="sticky top-0 max-h-dvh overflow-y-auto px-7 pt-12 pb-10">
        <TrayHead
          uploads={uploads}
          title={(words) => <h2 className="text-lead">{words}</h2>}
          fold={<IconButton icon={PanelRightClose} label={t('documents.uploads.fold')} onClick={onFold} />}
        />
        <TrayLines uploads={uploads} onOpen={() => undefined} />
      </div>
    </aside>
  );
}

function SheetTray({ open, uploads, onFold }: TrayProps & { open: boolean }) {
  const { t } = useTranslation();
  return (
    <Dialog.Root open={open} onOpenChange={(next) => !next && onFold()}>
      <Dialog.Portal>
        <Dialog.Backdrop className="fixed inset-0 z-30 animate-fade bg-[#17201d]/50" />
        <Dialog.Popup className="fixed inset-x-0 bottom-0 z-30 mx-auto max-h-[calc(100dvh-4rem)] max-w-140 animate-fade overflow-y-auto rounded-t-dialog bg-desk px-4 pt-5 pb-[calc(1.5rem+env(safe-area-inset-bottom))] text-ink outline-none under-desk sm:px-7">
          <TrayHead
            uploads={uploads}
            title={(words) => <Dialog.Title className="text-lead">{words}</Dialog.Title>}
            fold={<IconButton icon={ChevronDown} label={t('documents.uploads.fold')} onClick={onFold} />}
          />
          <TrayLines uploads={uploads} onOpen={onFold} />
        </Dialog.Popup>
      </Dialog.Portal>
    </Dialog.Root>
  );
}

function TrayLines({ uploads, onOpen }: { uploads: readonly Upload[]; onOpen: () => void }) {
  const { t } = useTranslation();
  const choose = useChooseFiles();
  const interrupted = useInterrupted();
  return (
    <>
      <ul>
        {interrupted.map((one) => (
          <InterruptedLine key={one.uploadId} interrupted={one} />
        ))}
        {uploads.map((upload) => (
          <UploadLine key={upload.id} upload={upload} onOpen={onOpen} />
        ))}
      </ul>
      <button
        type="button"
        onClick={choose}
        className="relative mt-2 flex min-h-18 w-full items-center justify-center rounded-label text-graphite enabled-hover:text-ink"
      >
        <DashedFrame weight={1.5} />
        {t('documents.uploads.addMore')}
      </button>
    </>
  );
}
