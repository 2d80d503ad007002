import { Pause, Play, X } from 'lucide-react';
import { useTranslation } from 'react-i18next';
import { IconButton } from '../../components/icon-button.tsx';
import type { SheetState } from '../../components/sheet-thumbnail.tsx';
import { sheetOf } from '../documents/document-state.ts';
import { ArrivedLine } from './arrived-line.tsx';
import { LineActions } from './line-actions.tsx';
import { LineFrame } from './line-frame.tsx';
import type { Upload, UploadState } from './upload.ts';
import { isUnderWay, percentOf } from './upload.ts';
import { useUploadQueue } from './uploads-context.ts';
import { useUploadWords } from './use-upload-words.ts';

type UploadLineProps = {
  upload: Upload;
  /** A document was opened from here. */
  onOpen: () => void;
};

/** One file: where it is, drawn and in words, and what can be done about it. */
export function UploadLine({ upload, onOpen }: UploadLineProps) {
  const { state } = upload;
  const words = useUploadWords();
  if (state.kind === 'arrived') return <ArrivedLine arrived={state.document} onOpen={onOpen} />;
  return (
    <LineFrame
      title={upload.title}
      sheet={sheetOfUpload(state)}
      percent={showsProgress(state) ? percentOf(state) : undefined}
      words={words.ofUpload(upload)}
      corner={<CornerButtons upload={upload} />}
      actions={<LineActions upload={upload} onOpen={onOpen} />}
    />
  );
}

function showsProgress(state: UploadState): boolean {
  switch (state.kind) {
    case 'sending':
    case 'following':
    case 'paused':
    case 'finishing':
      return true;
    case 'interrupted':
      return state.percent > 0;
    default:
      return false;
  }
}

function sheetOfUpload(state: UploadState): SheetState {
  if (state.kind === 'failed') return 'needs-you';
  if (state.kind === 'duplicate') return sheetOf(state.document);
  return showsProgress(state) ? 'sending' : 'waiting';
}

const filled = '[&>svg]:fill-current';

/** Pause and go on, for what goes in parts. The cross gives up what is under way, and takes away the line of what is not. */
function CornerButtons({ upload }: { upload: Upload }) {
  const { t } = useTranslation();
  const queue = useUploadQueue();
  const { id, title, state, isInParts } = upload;
  // In a moment it is there: there is nothing to stop.
  if (state.kind === 'finishing') return null;
  if (!isUnderWay(upload)) {
    return <IconButton icon={X} label={t('documents.uploads.removeOf', { title })} onClick={() => queue.remove(id)} />;
  }
  return (
    <>
      {isInParts && state.kind === 'paused' && (
        <IconButton
          icon={Play}
          className={filled}
          label={t('documents.uploads.resumeOf', { title })}
          onClick={() => queue.retry(id)}
        />
      )}
      {isInParts && state.kind !== 'paused' && state.kind !== 'waiting' && (
        <IconButton
          icon={Pause}
          className={filled}
          label={t('documents.uploads.pauseOf', { title })}
          onClick={() => queue.pause(id)}
        />
      )}
      <IconButton icon={X} label={t('documents.uploads.cancelOf', { title })} onClick={() => queue.cancel(id)} />
    </>
  );
}
