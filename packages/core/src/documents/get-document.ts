import type { Viewer } from '../viewer.ts';
import type { Document } from './document.ts';
import { documentNotFound } from './document-problems.ts';
import type { DocumentsPort } from './documents.port.ts';

export type GetDocument = (input: { viewer: Viewer; documentId: string }) => Promise<Document>;

/** What is known about a document, not its bytes. Throws `document_not_found`. */
export function createGetDocument({ documents }: { documents: DocumentsPort }): GetDocument {
  return async ({ viewer, documentId }) => {
    const document = await documents.find(viewer.recordId, documentId);
    if (document === undefined) throw documentNotFound();
    return document;
  };
}
