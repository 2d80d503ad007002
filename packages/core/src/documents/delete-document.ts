import type { Viewer } from '../viewer.ts';
import type { DocumentFilesPort } from './document-files.port.ts';
import { documentNotFound } from './document-problems.ts';
import { activityOf, decideIn, type InDocumentsTransaction, type ReportFault, refuse } from './documents-work.ts';

export type DeleteDocument = (input: { viewer: Viewer; documentId: string }) => Promise<void>;

export type DeleteDocumentDependencies = {
  inTransaction: InDocumentsTransaction;
  files: DocumentFilesPort;
  now: () => Date;
  reportFault: ReportFault;
};

/**
 * Deletes for good, from the list or from the trash, every stored version with it. Once the row is gone the document
 * is gone for everybody; bytes that can't be removed at once are removed by the sweeper. Throws `document_not_found`.
 */
export function createDeleteDocument(dependencies: DeleteDocumentDependencies): DeleteDocument {
  const { inTransaction, files, now, reportFault } = dependencies;
  return async ({ viewer, documentId }) => {
    const { storageKey } = await decideIn<{ storageKey: string }>(inTransaction, async ({ documents, activity }) => {
      const removed = await documents.remove(viewer.recordId, documentId, now());
      if (removed === undefined) return refuse(activity, viewer, documentId, documentNotFound());
      await activity.record(activityOf(viewer, 'document_deleted', documentId));
      return removed;
    });
    try {
      await files.remove(storageKey);
      await inTransaction(({ unfinishedFiles }) => unfinishedFiles.strike(storageKey));
    } catch (error) {
      reportFault('removing the bytes of a deleted document', error);
    }
  };
}
