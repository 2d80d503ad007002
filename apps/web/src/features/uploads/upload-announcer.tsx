import type { Document } from '@portal/contract/documents';
import type { TFunction } from 'i18next';
import { useEffect, useEffectEvent, useRef, useState } from 'react';
import { useTranslation } from 'react-i18next';
import { useFormat } from '../../app/format.ts';
import { useFollowChecks } from '../documents/use-follow-checks.ts';
import type { Upload } from './upload.ts';
import { isMoving, isUnderWay, overallPercent } from './upload.ts';
import { useUploadQueue, useUploads } from './uploads-context.ts';
import { useUploadWords } from './use-upload-words.ts';

/**
 * Says to readers what became of each file, follows it until it was checked, shows progress in the window's title, and
 * asks before the page is left.
 */
export function UploadAnnouncer() {
  const uploads = useUploads();
  const queue = useUploadQueue();
  useAskBeforeLeaving(uploads.some(isUnderWay));
  useProgressInTitle(uploads.some(isMoving) ? overallPercent(uploads) : undefined);
  useFollowChecks(
    uploads.flatMap(({ state }) => (state.kind === 'arrived' ? [state.document] : [])),
    queue.showDocument,
  );
  return (
    <p role="status" className="sr-only">
      {useNews(uploads)}
    </p>
  );
}

function useNews(uploads: readonly Upload[]): string {
  const { t } = useTranslation();
  const words = useUploadWords();
  const known = useRef(new Map<string, string>());
  const [news, setNews] = useState('');
  const tell = (upload: Upload): string | undefined => {
    const { title, state } = upload;
    const { first, rest } = words.ofUpload(upload);
    switch (state.kind) {
      case 'arrived':
        return arrivedNews(t, state.document, `${first} ${rest}`);
      case 'duplicate':
        return t('documents.uploads.announce.duplicate', { title });
      case 'failed':
        return t('documents.uploads.announce.failed', { title, reason: `${first} ${rest}` });
      case 'interrupted':
        return t('documents.uploads.announce.interrupted', { title });
      default:
        return undefined;
    }
  };
  const follow = useEffectEvent((now: readonly Upload[]) => {
    const changed = now.filter((upload) => known.current.get(upload.id) !== newsOf(upload));
    known.current = new Map(now.map((upload) => [upload.id, newsOf(upload)]));
    const told = changed.map(tell).filter((sentence) => sentence !== undefined);
    if (told.length > 0) setNews(told.join(' '));
  });
  useEffect(() => follow(uploads), [uploads]);
  return news;
}

/** Two moments with the same news need no second word. */
function newsOf({ state }: Upload): string {
  return state.kind === 'arrived' ? `arrived ${state.document.state}` : state.kind;
}

function arrivedNews(t: TFunction, { title, state }: Document, reason: string): string {
  if (state === 'ready') return t('documents.uploads.announce.arrived', { title });
  if (state === 'processing' || state === 'uploading') return t('documents.uploads.announce.checking', { title });
  return t('documents.uploads.announce.failed', { title, reason });
}

function useAskBeforeLeaving(isSending: boolean): void {
  useEffect(() => {
    if (!isSending) return undefined;
    const ask = (event: BeforeUnloadEvent): void => event.preventDefault();
    window.addEventListener('beforeunload', ask);
    return () => window.removeEventListener('beforeunload', ask);
  }, [isSending]);
}

/** The title belongs to the page; the progress stands before it for as long as something is sent. */
function useProgressInTitle(percent: number | undefined): void {
  const { t } = useTranslation();
  const format = useFormat();
  const prefix =
    percent === undefined ? '' : `${t('documents.uploads.windowTitle', { percent: format.percent(percent) })} · `;
  useEffect(() => {
    if (prefix === '') return undefined;
    document.title = prefix + document.title;
    return () => {
      if (document.title.startsWith(prefix)) document.title = document.title.slice(prefix.length);
    };
  }, [prefix]);
}
