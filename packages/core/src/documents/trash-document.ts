import type { Viewer } from '../viewer.ts';
import { purgeTimeOf } from './document-policy.ts';
import { documentNotFound } from './document-problems.ts';
import { activityOf, decideIn, type InDocumentsTransaction, refuse } from './documents-work.ts';

export type TrashDocument = (input: { viewer: Viewer; documentId: string }) => Promise<void>;

/** Into the trash for 30 days; one that lies there already stays as it is. Throws `document_not_found`. */
export function createTrashDocument({
  inTransaction,
  now,
}: {
  inTransaction: InDocumentsTransaction;
  now: () => Date;
}): TrashDocument {
  return ({ viewer, documentId }) =>
    decideIn<void>(inTransaction, async ({ documents, activity }) => {
      const trashedAt = now();
      const trashed = await documents.trash(viewer.recordId, documentId, trashedAt, purgeTimeOf(trashedAt));
      if (trashed) return activity.record(activityOf(viewer, 'document_trashed', documentId));
      const found = await documents.find(viewer.recordId, documentId);
      return found ? undefined : refuse(activity, viewer, documentId, documentNotFound());
    });
}
