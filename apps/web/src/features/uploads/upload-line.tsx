import type { Document } from '@portal/contract/documents';
import { useQuery } from '@tanstack/react-query';
import { X } from 'lucide-react';
import type { ReactNode } from 'react';
import { useTranslation } from 'react-i18next';
import { paths } from '../../app/paths.ts';
import { IconButton } from '../../components/icon-button.tsx';
import { join } from '../../components/join.ts';
import { Progress } from '../../components/progress.tsx';
import { SheetThumbnail } from '../../components/sheet-thumbnail.tsx';
import type { SheetState } from '../../components/sheet-thumbnail.tsx';
import { TextLink } from '../../components/text-link.tsx';
import { closedReasonOf, sheetOf } from '../documents/document-state.ts';
import { documentQuery } from '../documents/use-document.ts';
import type { Upload } from './upload.ts';
import { isUnderWay } from './upload.ts';
import { useUploadQueue } from './uploads-context.ts';
import { useUploadWords } from './use-upload-words.ts';
import type { UploadWords } from './use-upload-words.ts';

type UploadLineProps = {
  upload: Upload;
  /** A document was opened from here. */
  onOpen: () => void;
};

/** One file: where it is, drawn and in words, and what can be done about it. */
export function UploadLine({ upload, onOpen }: UploadLineProps) {
  const { state } = upload;
  const words = useUploadWords();
  if (state.kind === 'arrived') return <ArrivedLine upload={upload} arrived={state.document} onOpen={onOpen} />;
  return (
    <LineFrame
      upload={upload}
      title={upload.title}
      sheet={sheetOfUpload(upload)}
      words={words.ofUpload(upload)}
      actions={<LineActions upload={upload} onOpen={onOpen} />}
    />
  );
}

function sheetOfUpload({ state }: Upload): SheetState {
  switch (state.kind) {
    case 'sending':
      return 'sending';
    case 'failed':
      return 'needs-you';
    case 'duplicate':
      return sheetOf(state.document);
    default:
      return 'waiting';
  }
}

/** Follows the document after it has arrived: checked, renamed, or thrown away since. */
function ArrivedLine({ upload, arrived, onOpen }: UploadLineProps & { arrived: Document }) {
  const { t } = useTranslation();
  const words = useUploadWords();
  const { data: document } = useQuery({
    ...documentQuery(arrived.id),
    initialData: arrived,
    staleTime: Infinity,
  });
  const canOpen = closedReasonOf(document) === undefined && document.trashedAt === null;
  return (
    <LineFrame
      upload={upload}
      title={document.title}
      sheet={sheetOf(document)}
      words={words.ofArrived(document)}
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

const tones: Record<UploadWords['tone'], string> = {
  plain: 'text-ink',
  seal: 'text-seal',
  heed: 'text-heed',
  stop: 'text-stop',
};

type LineFrameProps = {
  upload: Upload;
  title: string;
  sheet: SheetState;
  words: UploadWords;
  beside?: ReactNode;
  actions?: ReactNode;
};

function LineFrame({ upload, title, sheet, words, beside, actions }: LineFrameProps) {
  const { t } = useTranslation();
  const percent = upload.state.kind === 'sending' ? upload.state.percent : 0;
  return (
    <li className="flex gap-4 border-t border-rule py-4">
      <span className="pt-0.5">
        <SheetThumbnail state={sheet} width={36} percent={percent} />
      </span>
      <div className="min-w-0 grow">
        <div className="flex items-start gap-2">
          <h3 className="min-w-0 grow pt-0.5 font-serif text-[1.125rem] leading-6 font-title break-words">
            <bdi>{title}</bdi>
          </h3>
          <CornerButton upload={upload} />
        </div>
        {upload.state.kind === 'sending' && (
          <div className="py-1">
            <Progress label={t('documents.uploads.progressOf', { title })} percent={percent} />
          </div>
        )}
        <p className="figures text-note text-graphite">
          {words.first && <strong className={join('font-strong', tones[words.tone])}>{words.first}</strong>}
          {words.first && !words.rest.startsWith(t('documents.comma')) && ' '}
          {words.rest}
        </p>
        {words.quote && <p className="text-note text-graphite">{t('problems.quote', { number: words.quote })}</p>}
        {actions && <div className="flex flex-wrap gap-x-5">{actions}</div>}
      </div>
      {beside && <div className="self-center">{beside}</div>}
    </li>
  );
}

/** The cross: gives up what is under way, takes away the line of what is not. */
function CornerButton({ upload }: { upload: Upload }) {
  const { t } = useTranslation();
  const queue = useUploadQueue();
  const { id, title } = upload;
  if (upload.state.kind === 'arrived') return null;
  return (
    <span className="-my-2.5 -me-3">
      {isUnderWay(upload) ? (
        <IconButton icon={X} label={t('documents.uploads.cancelOf', { title })} onClick={() => queue.cancel(id)} />
      ) : (
        <IconButton icon={X} label={t('documents.uploads.removeOf', { title })} onClick={() => queue.remove(id)} />
      )}
    </span>
  );
}

function LineActions({ upload, onOpen }: UploadLineProps) {
  const { t } = useTranslation();
  const queue = useUploadQueue();
  const { state, id } = upload;
  if (state.kind === 'duplicate') {
    return (
      <>
        <span onClickCapture={onOpen}>
          <TextLink size="note" to={paths.document(state.document.id)}>
            {t('documents.uploads.openIt')}
          </TextLink>
        </span>
        <TextLink size="note" tone="ink" onSelect={() => queue.keepBoth(id)}>
          {t('documents.uploads.keepBoth')}
        </TextLink>
      </>
    );
  }
  const canRetry = state.kind === 'cancelled' || (state.kind === 'failed' && isWorthRetrying(state.failure.kind));
  if (!canRetry && state.kind !== 'failed') return null;
  return canRetry ? (
    <TextLink size="note" tone="ink" onSelect={() => queue.retry(id)}>
      {t('documents.uploads.retry')}
    </TextLink>
  ) : (
    <TextLink size="note" tone="ink" onSelect={() => queue.remove(id)}>
      {t('documents.uploads.remove')}
    </TextLink>
  );
}

/** The file itself will be the same next time; the network and the portal may not. */
function isWorthRetrying(failure: string): boolean {
  return failure === 'unreachable' || failure === 'refused' || failure === 'unreadable';
}
