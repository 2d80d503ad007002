import { X } from 'lucide-react';
import type { ReactNode } from 'react';
import { useTranslation } from 'react-i18next';
import { useFormat } from '../../app/format.ts';
import { IconButton } from '../../components/icon-button.tsx';
import type { Upload } from './upload.ts';
import { isMoving } from './upload.ts';
import { useUploadQueue } from './uploads-context.ts';

type TrayHeadProps = { uploads: readonly Upload[]; title: (words: string) => ReactNode; fold: ReactNode };

/** What is going on in all, and the buttons of the whole tray. */
export function TrayHead({ uploads, title, fold }: TrayHeadProps) {
  const { t } = useTranslation();
  const format = useFormat();
  const queue = useUploadQueue();
  const isSending = uploads.some(isMoving);
  const count = uploads.length;
  const waitsForSomebody = uploads.length === 0 || uploads.some(({ state }) => state.kind === 'paused');
  const finished = count > 0 ? t('documents.uploads.finished') : t('documents.uploads.goOnHead');
  return (
    <div className="flex items-start justify-between gap-3 pb-5">
      <div>
        {title(isSending ? t('documents.uploads.adding', { count, n: format.number(count) }) : finished)}
        <p className="text-note text-graphite">
          {isSending && t('documents.uploads.keepOpen')}
          {!isSending && (waitsForSomebody ? t('documents.uploads.keptForADay') : t('documents.uploads.allSent'))}
        </p>
      </div>
      <div className="-mt-1.5 -me-2.5 flex">
        {fold}
        {!waitsForSomebody && !isSending && (
          <IconButton icon={X} label={t('documents.uploads.close')} onClick={() => queue.removeFinished()} />
        )}
      </div>
    </div>
  );
}
