import type { Viewer } from '../viewer.ts';
import type { Document } from './document.ts';
import { documentNotFound } from './document-problems.ts';
import type { DocumentsPort } from './documents.port.ts';
import { decideIn, type InDocumentsTransaction, refuse } from './documents-work.ts';

export type GetDocument = (input: { viewer: Viewer; documentId: string }) => Promise<Document>;

/**
 * What is known about a document, not its bytes: that is not noted in the activity record, but a refusal is.
 * Throws `document_not_found`.
 */
export function createGetDocument({
  documents,
  inTransaction,
}: {
  documents: DocumentsPort;
  inTransaction: InDocumentsTransaction;
}): GetDocument {
  return async ({ viewer, documentId }) => {
    const document = await documents.find(viewer.recordId, documentId);
    if (document !== undefined) return document;
    return decideIn<never>(inTransaction, ({ activity }) => refuse(activity, viewer, documentId, documentNotFound()));
  };
}
