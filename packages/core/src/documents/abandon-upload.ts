import type { UploadIntent } from './begin-upload.ts';
import type { DocumentFilesPort } from './document-files.port.ts';
import type { InDocumentsTransaction, ReportFault } from './documents-work.ts';

/** A request to a store that nobody waits for any more is over by then, one way or the other. */
const lateForMs = 15 * 60 * 1000;

export type AbandonUpload = (input: {
  intent: UploadIntent;
  /**
   * The store did not say what became of it: it may have all bytes and put them in their place a moment after they were
   * removed. The file stays noted then, and the sweeper removes it once more.
   */
  mayStillArrive?: boolean;
}) => Promise<void>;

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
  return async ({ intent: { storageKey, documentId }, mayStillArrive = false }) => {
    try {
      const file = { storageKey, documentId };
      const dueAt = new Date(now().getTime() + (mayStillArrive ? lateForMs : 0));
      const isLeft = await inTransaction(({ unfinishedFiles }) => unfinishedFiles.abandon(file, dueAt));
      if (!isLeft) return;
      await files.remove(storageKey);
      if (mayStillArrive) return;
      await inTransaction(({ unfinishedFiles }) => unfinishedFiles.strike(storageKey));
    } catch (error) {
      reportFault('abandoning an upload', error);
    }
  };
}
