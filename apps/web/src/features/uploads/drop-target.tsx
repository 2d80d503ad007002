import { ArrowDownToLine } from 'lucide-react';
import { useTranslation } from 'react-i18next';
import { useFormat } from '../../app/format.ts';
import { DashedFrame } from '../../components/dashed-frame.tsx';
import { usePortal } from '../../app/use-portal.ts';
import { maxSizeInBytes } from './use-queue.ts';

type DropTargetProps = {
  /** 0 where the browser does not say. */
  fileCount: number;
};

/** The whole window is one dashed place for what is held over it. */
export function DropTarget({ fileCount }: DropTargetProps) {
  const { t } = useTranslation();
  const format = useFormat();
  const { data: portal } = usePortal();
  return (
    <section
      aria-label={t('documents.uploads.letGoSome')}
      className="pointer-events-none fixed inset-0 z-50 flex animate-fade flex-col items-center justify-center bg-ground p-10 text-center"
    >
      <div className="absolute inset-4 sm:inset-7">
        <DashedFrame weight={3} tone="ink" radius={6} className="size-full" />
      </div>
      <div aria-hidden className="relative mb-10 h-74 w-52">
        <FannedSheet side="start" />
        <FannedSheet side="end" />
        <div className="absolute inset-0 grid place-items-center rounded-label bg-sheet">
          <DashedFrame weight={2} />
          <ArrowDownToLine size={36} strokeWidth={1.25} />
        </div>
      </div>
      <p className="text-head sm:text-page">
        {fileCount > 0
          ? t('documents.uploads.letGo', { count: fileCount, n: format.number(fileCount) })
          : t('documents.uploads.letGoSome')}
      </p>
      <p className="mt-2 text-graphite">
        {portal
          ? t('documents.uploads.letGoText', { size: format.fileSize(maxSizeInBytes(portal)) })
          : t('documents.uploads.letGoTextPlain')}
      </p>
    </section>
  );
}

function FannedSheet({ side }: { side: 'start' | 'end' }) {
  return (
    <div
      className={
        side === 'start'
          ? 'absolute inset-0 origin-bottom -translate-x-15 -rotate-8 rounded-label max-sm:hidden'
          : 'absolute inset-0 origin-bottom translate-x-15 rotate-8 rounded-label max-sm:hidden'
      }
    >
      <DashedFrame weight={2} />
    </div>
  );
}
