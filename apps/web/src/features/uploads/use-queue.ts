import { limits } from '@portal/contract/limits';
import type { PortalAnswer } from '@portal/contract/portal';
import type { QueryClient } from '@tanstack/react-query';
import { useQueryClient } from '@tanstack/react-query';
import { useEffect, useState } from 'react';
import { addToLists, putDocument } from '../documents/document-cache.ts';
import { documentKeys } from '../documents/document-keys.ts';
import { listVersions } from '../documents/list-version.ts';
import { portalKey, usePortal } from '../../app/use-portal.ts';
import { checkFile } from './check-file.ts';
import { sendFile } from './send-file.ts';
import type { UploadResult } from './upload.ts';
import { createUploadQueue } from './upload-queue.ts';
import type { UploadQueue } from './upload-queue.ts';

/** One queue for as long as somebody is signed in. It ends, and forgets, with the session. */
export function useQueue(): UploadQueue {
  const client = useQueryClient();
  // Asked for early: the limit must be known when the first file is dropped.
  usePortal();
  const [queue] = useState(() => createQueue(client));
  useEffect(() => {
    const goOn = (): void => queue.goOn();
    window.addEventListener('online', goOn);
    return () => {
      window.removeEventListener('online', goOn);
      queue.clear();
      listVersions.forget();
    };
  }, [queue]);
  return queue;
}

function createQueue(client: QueryClient): UploadQueue {
  return createUploadQueue({
    send: sendFile,
    check: (file) => {
      const portal = client.getQueryData<PortalAnswer>(portalKey);
      return checkFile(file, portal?.maxUploadSizeInBytes ?? limits.uploadSizeInBytes);
    },
    isOnline: () => navigator.onLine,
    later: (callback, delayMs) => {
      const timer = setTimeout(callback, delayMs);
      return () => clearTimeout(timer);
    },
    nowMs: () => performance.now(),
    onArrived: (answer) => showArrived(client, answer),
  });
}

function showArrived(client: QueryClient, { document, duplicate }: UploadResult): void {
  putDocument(client, document);
  if (!duplicate) addToLists(client, document);
  void client.invalidateQueries({ queryKey: documentKeys.summary });
}
