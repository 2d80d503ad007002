import { createContext, use, useSyncExternalStore } from 'react';
import type { InterruptedUpload, InterruptedUploads } from './interrupted-uploads.ts';
import type { Upload } from './upload.ts';
import type { UploadQueue } from './upload-queue.ts';

type Uploads = {
  queue: UploadQueue;
  interrupted: InterruptedUploads;
  /** Opens the browser's window for choosing files. */
  choose: () => void;
};

export const UploadsContext = createContext<Uploads | undefined>(undefined);

function useContextOfUploads(): Uploads {
  const uploads = use(UploadsContext);
  if (!uploads) throw new Error('Uploads are used outside of <UploadsProvider>.');
  return uploads;
}

export function useUploadQueue(): UploadQueue {
  return useContextOfUploads().queue;
}

export function useChooseFiles(): () => void {
  return useContextOfUploads().choose;
}

/** The files on their way, as they are now. */
export function useUploads(): readonly Upload[] {
  const { queue } = useContextOfUploads();
  return useSyncExternalStore(queue.subscribe, queue.getSnapshot);
}

/** What was begun on this device and waits for its file. */
export function useInterrupted(): readonly InterruptedUpload[] {
  const { interrupted } = useContextOfUploads();
  return useSyncExternalStore(interrupted.subscribe, interrupted.getSnapshot);
}

export function useGiveUpInterrupted(): (uploadId: string) => void {
  const { interrupted } = useContextOfUploads();
  return (uploadId) => void interrupted.giveUp(uploadId);
}
