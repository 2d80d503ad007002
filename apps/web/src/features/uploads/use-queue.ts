import { limits } from '@portal/contract/limits';
import type { PortalAnswer } from '@portal/contract/portal';
import type { QueryClient } from '@tanstack/react-query';
import { useQueryClient } from '@tanstack/react-query';
import { useEffect, useState } from 'react';
import { onSignOut } from '../../app/sign-out.ts';
import { addToLists, putDocument } from '../documents/document-cache.ts';
import { documentKeys } from '../documents/document-keys.ts';
import { listVersions } from '../documents/list-version.ts';
import { portalKey, usePortal } from '../../app/use-portal.ts';
import { checkFile } from './check-file.ts';
import type { InterruptedUploads } from './interrupted-uploads.ts';
import { createInterruptedUploads } from './interrupted-uploads.ts';
import { createBeginTransfer } from './sending/begin-transfer.ts';
import { canHash } from './sending/hash-file.ts';
import { startedUploads } from './sending/started-uploads.ts';
import { isBeingSent, untilNobodySends } from './sending/upload-lock.ts';
import { askForUpload, giveUpInParts } from './sending/uploads-api.ts';
import type { UploadResult } from './upload.ts';
import { createUploadQueue } from './upload-queue.ts';
import type { UploadQueue } from './upload-queue.ts';

/**
 * One queue for as long as somebody is signed in. It ends, and forgets, with the session; what was begun is remembered
 * on this device until somebody signs out.
 */
export function useQueue(): { queue: UploadQueue; interrupted: InterruptedUploads } {
  const client = useQueryClient();
  // Asked for early: the limits must be known when the first file is dropped.
  usePortal();
  const [uploads] = useState(() => createUploads(client));
  useEffect(() => {
    const { queue, interrupted } = uploads;
    const look = (): void => {
      if (document.visibilityState === 'visible') void interrupted.look();
    };
    const goOn = (): void => {
      queue.goOn();
      look();
    };
    void interrupted.begin();
    const stopListening = onSignOut(startedUploads.forgetAll);
    window.addEventListener('online', goOn);
    document.addEventListener('visibilitychange', look);
    return () => {
      window.removeEventListener('online', goOn);
      document.removeEventListener('visibilitychange', look);
      stopListening();
      interrupted.end();
      queue.clear();
      listVersions.forget();
    };
  }, [uploads]);
  return uploads;
}

function createUploads(client: QueryClient): { queue: UploadQueue; interrupted: InterruptedUploads } {
  const interrupted = createInterruptedUploads({
    started: startedUploads,
    ask: askForUpload,
    untilNobodySends,
    isBeingSent,
    giveUp: giveUpInParts,
  });
  const maxWholeSizeInBytes = (): number =>
    client.getQueryData<PortalAnswer>(portalKey)?.maxUploadSizeInBytes ?? limits.uploadSizeInBytes;
  const queue = createUploadQueue({
    begin: createBeginTransfer({ maxWholeSizeInBytes, onStarted: interrupted.take }),
    check: (file) => checkFile(file, maxSizeInBytes(client.getQueryData<PortalAnswer>(portalKey))),
    isInParts: ({ size }) => canHash() && size > Math.min(limits.resumable.aboveInBytes, maxWholeSizeInBytes()),
    isOnline: () => navigator.onLine,
    later: (callback, delayMs) => {
      const timer = setTimeout(callback, delayMs);
      return () => clearTimeout(timer);
    },
    nowMs: () => performance.now(),
    random: Math.random,
    onArrived: (answer) => showArrived(client, answer),
  });
  return { queue, interrupted };
}

/** The largest file that this portal takes, in the way in which this browser can send it. */
export function maxSizeInBytes(portal: PortalAnswer | undefined): number {
  const whole = portal?.maxUploadSizeInBytes ?? limits.uploadSizeInBytes;
  if (!canHash()) return whole;
  return Math.max(whole, portal?.maxResumableUploadSizeInBytes ?? limits.resumableUploadSizeInBytes);
}

function showArrived(client: QueryClient, { document, duplicate }: UploadResult): void {
  putDocument(client, document);
  if (!duplicate) addToLists(client, document);
  void client.invalidateQueries({ queryKey: documentKeys.summary });
}
