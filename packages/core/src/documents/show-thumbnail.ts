import { PortalProblem } from '../problem.ts';
import type { Viewer } from '../viewer.ts';
import { whyNotOpen } from './document-policy.ts';
import { documentNotFound } from './document-problems.ts';
import type { DocumentsPort } from './documents.port.ts';
import { decideIn, type InDocumentsTransaction, refuse } from './documents-work.ts';
import type { Thumbnail, ThumbnailsPort } from './thumbnails.port.ts';

export type ShowThumbnail = (input: { viewer: Viewer; documentId: string }) => Promise<Thumbnail>;

/**
 * The picture of a document that may be opened. Seeing it is part of seeing a list, which the activity record does not
 * note; a refusal it does. Throws `document_not_found`, `document_in_trash`, what its state says
 * (`document_not_checked_yet` …), and `not_found` where there is no picture.
 */
export function createShowThumbnail({
  documents,
  thumbnails,
  inTransaction,
}: {
  documents: Pick<DocumentsPort, 'find'>;
  thumbnails: ThumbnailsPort;
  inTransaction: InDocumentsTransaction;
}): ShowThumbnail {
  return async ({ viewer, documentId }) => {
    const document = await documents.find(viewer.recordId, documentId);
    const problem = document ? whyNotOpen(document) : documentNotFound();
    if (problem) {
      return decideIn<never>(inTransaction, ({ activity }) => refuse(activity, viewer, documentId, problem));
    }
    const thumbnail = await thumbnails.find(viewer.recordId, documentId);
    if (!thumbnail) throw new PortalProblem('not_found', 'There is no picture of this document.');
    return thumbnail;
  };
}
