import type { Document } from './document.ts';
import type { ByteRange, DocumentFilesPort, FileReading } from './document-files.port.ts';
import type { Disposition, DocumentLinksPort } from './document-links.port.ts';
import { whyNotOpen } from './document-policy.ts';
import { documentNotFound, linkInvalidOrExpired } from './document-problems.ts';
import type { DocumentsPort } from './documents.port.ts';

export type DeliverDocument = (input: { token: string }) => Promise<DocumentDelivery>;

/** A document on its way out. `read` opens the bytes when they are wanted, from `range.start` to `range.end`. */
export type DocumentDelivery = {
  document: Document;
  disposition: Disposition;
  read: (range?: ByteRange) => Promise<FileReading>;
};

export type DeliverDocumentDependencies = {
  documents: DocumentsPort;
  files: DocumentFilesPort;
  links: DocumentLinksPort;
};

/**
 * What a signed URL of this portal opens. Whether it may still be opened is asked again: it may have been trashed or
 * deleted since. Throws `link_invalid_or_expired`, `document_not_found`, `document_in_trash` and those of its state.
 */
export function createDeliverDocument({ documents, files, links }: DeliverDocumentDependencies): DeliverDocument {
  return async ({ token }) => {
    const link = await links.read(token);
    if (link === undefined) throw linkInvalidOrExpired();
    const document = await documents.find(link.recordId, link.documentId);
    if (document === undefined) throw documentNotFound();
    const problem = whyNotOpen(document);
    if (problem) throw problem;
    const read = async (range?: ByteRange): Promise<FileReading> => {
      const reading = await files.read(document.storageKey, range);
      if (reading) return reading;
      // Deleted in this moment, or the store lost it: only the second is a fault.
      if ((await documents.find(link.recordId, link.documentId)) === undefined) throw documentNotFound();
      throw new Error(`The bytes of document ${document.id} are not in the store.`);
    };
    return { document, disposition: link.disposition, read };
  };
}
