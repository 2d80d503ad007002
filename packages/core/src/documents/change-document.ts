import type { Viewer } from '../viewer.ts';
import type { Document } from './document.ts';
import { whyNotChange } from './document-policy.ts';
import { documentChanged, documentNotFound } from './document-problems.ts';
import type { DocumentChange } from './documents.port.ts';
import { activityOf, decideIn, type InDocumentsTransaction, refuse } from './documents-work.ts';

export type ChangeDocument = (input: {
  viewer: Viewer;
  documentId: string;
  /** The revision that the patient saw; undefined changes whatever is there. */
  revision: number | undefined;
  fields: DocumentChange['fields'];
}) => Promise<Document>;

/** Throws `document_not_found`, `document_in_trash`, and `document_changed` where it is at another revision by now. */
export function createChangeDocument({ inTransaction }: { inTransaction: InDocumentsTransaction }): ChangeDocument {
  return ({ viewer, documentId, revision, fields }) =>
    decideIn<Document>(inTransaction, async ({ documents, activity }) => {
      const found = await documents.find(viewer.recordId, documentId);
      const problem = found === undefined ? documentNotFound() : whyNotChange(found);
      if (problem) return refuse(activity, viewer, documentId, problem);

      const change = await documents.change({ recordId: viewer.recordId, documentId, revision, fields });
      if (change.outcome !== 'done') {
        // Deleted or trashed between the two looks at it, or changed by another device before this one.
        return change.outcome === 'changed'
          ? documentChanged()
          : refuse(activity, viewer, documentId, documentNotFound());
      }
      await activity.record(activityOf(viewer, 'document_changed', documentId));
      return change.document;
    });
}
