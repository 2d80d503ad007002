import type { Readable } from 'node:stream';
import { isProblem } from '../problem.ts';
import type { Viewer } from '../viewer.ts';
import type { AbandonUpload } from './abandon-upload.ts';
import type { UploadIntent } from './begin-upload.ts';
import type { DocumentFilesPort, StoredFile } from './document-files.port.ts';
import { uploadDeadlineMs } from './document-policy.ts';
import { uploadInterrupted } from './document-problems.ts';
import type { DocumentsPort } from './documents.port.ts';
import type { ReportFault } from './documents-work.ts';

export type StoreUpload = (input: { viewer: Viewer; intent: UploadIntent; bytes: Readable }) => Promise<StoredUpload>;

/** All bytes are durable, and still nobody sees them. */
export type StoredUpload = UploadIntent & StoredFile;

export type StoreUploadDependencies = {
  files: DocumentFilesPort;
  documents: DocumentsPort;
  abandonUpload: AbandonUpload;
  now: () => Date;
  reportFault: ReportFault;
  /** How often the deadline of an upload that is alive is moved. */
  extendEveryMs: number;
};

/**
 * Stores the bytes of an upload as they come. A stream that fails, or an upload that was swept meanwhile, is abandoned
 * at once and rejects: with the stream's own error, `upload_interrupted`, `storage_full` or `service_unavailable`.
 */
export function createStoreUpload(dependencies: StoreUploadDependencies): StoreUpload {
  const { files, abandonUpload } = dependencies;
  return async ({ viewer, intent, bytes }) => {
    const swept = new AbortController();
    const alive = keepAlive(dependencies, viewer.recordId, intent.documentId, () => swept.abort());
    try {
      const { storageKey, fileName } = intent;
      return { ...intent, ...(await files.write(storageKey, bytes, { fileName, signal: swept.signal })) };
    } catch (error) {
      await abandonUpload({ intent, mayStillArrive: isProblem(error, 'service_unavailable') });
      throw swept.signal.aborted ? uploadInterrupted(error) : error;
    } finally {
      clearInterval(alive);
    }
  };
}

/** A slow line is no dead one: the deadline moves as long as this process holds the upload. */
function keepAlive(
  { documents, now, reportFault, extendEveryMs }: StoreUploadDependencies,
  recordId: string,
  documentId: string,
  onSwept: () => void,
): NodeJS.Timeout {
  const extend = async (): Promise<void> => {
    const deadline = new Date(now().getTime() + uploadDeadlineMs);
    if (!(await documents.extend(recordId, documentId, deadline))) onSwept();
  };
  return setInterval(() => {
    extend().catch((error: unknown) => reportFault('moving the deadline of an upload', error));
  }, extendEveryMs).unref();
}
