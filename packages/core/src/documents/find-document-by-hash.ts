import type { Viewer } from '../viewer.ts';
import type { Document } from './document.ts';
import { documentNotFound } from './document-problems.ts';
import type { DocumentsPort } from './documents.port.ts';

export type FindDocumentByHash = (input: { viewer: Viewer; sha256: string }) => Promise<Document>;

/**
 * The document of this record that has these bytes, in the trash too. That there is none is the everyday answer, and no
 * refusal to write down. Throws `document_not_found`.
 */
export function createFindDocumentByHash({ documents }: { documents: DocumentsPort }): FindDocumentByHash {
  return async ({ viewer, sha256 }) => {
    const found = await documents.findBySha256(viewer.recordId, sha256);
    if (found === undefined) throw documentNotFound();
    return found;
  };
}
