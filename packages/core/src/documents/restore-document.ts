import type { Viewer } from '../viewer.ts';
import type { Document } from './document.ts';
import { documentNotFound, documentNotInTrash } from './document-problems.ts';
import { activityOf, decideIn, type InDocumentsTransaction, refuse } from './documents-work.ts';

export type RestoreDocument = (input: { viewer: Viewer; documentId: string }) => Promise<Document>;

/** Out of the trash, as it was. Throws `document_not_found` and `document_not_in_trash`. */
export function createRestoreDocument({ inTransaction }: { inTransaction: InDocumentsTransaction }): RestoreDocument {
  return ({ viewer, documentId }) =>
    decideIn<Document>(inTransaction, async ({ documents, activity }) => {
      const restored = await documents.restore(viewer.recordId, documentId);
      if (restored) {
        await activity.record(activityOf(viewer, 'document_restored', documentId));
        return restored;
      }
      const found = await documents.find(viewer.recordId, documentId);
      return refuse(activity, viewer, documentId, found ? documentNotInTrash() : documentNotFound());
    });
}
