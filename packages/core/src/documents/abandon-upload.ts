import type { UploadIntent } from './begin-upload.ts';
import type { DocumentFilesPort } from './document-files.port.ts';
import type { InDocumentsTransaction, ReportFault } from './documents-work.ts';

export type AbandonUpload = (input: { intent: UploadIntent }) => Promise<void>;

export type AbandonUploadDependencies = {
  inTransaction: InDocumentsTransaction;
  files: DocumentFilesPort;
  now: () => Date;
  reportFault: ReportFault;
};

/**
 * Takes back an upload that came to nothing: its place is free again, its bytes go. Bytes that a document points at
 * stay: a commit whose answer was lost may have happened. Never rejects, because whoever calls it has a better error
 * to tell; what it could not do is reported and done by the sweeper.
 */
export function createAbandonUpload(dependencies: AbandonUploadDependencies): AbandonUpload {
  const { inTransaction, files, now, reportFault } = dependencies;
  return async ({ intent: { storageKey, documentId } }) => {
    try {
      const file = { storageKey, documentId };
      const isLeft = await inTransaction(({ unfinishedFiles }) => unfinishedFiles.abandon(file, now()));
      if (!isLeft) return;
      await files.remove(storageKey);
      await inTransaction(({ unfinishedFiles }) => unfinishedFiles.strike(storageKey));
    } catch (error) {
      reportFault('abandoning an upload', error);
    }
  };
}
