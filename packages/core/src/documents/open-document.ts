import type { ActivityPort } from '../activity/activity.port.ts';
import type { Viewer } from '../viewer.ts';
import type { Disposition, DocumentLinksPort } from './document-links.port.ts';
import { linkLifetimeMs, openingWindowMs, whyNotOpen } from './document-policy.ts';
import { documentNotFound } from './document-problems.ts';
import { activityOf, refuse } from './documents-work.ts';
import type { DocumentsPort } from './documents.port.ts';

export type OpenDocument = (input: {
  viewer: Viewer;
  documentId: string;
  disposition: Disposition;
}) => Promise<{ url: string }>;

/**
 * A URL that opens this one document for 60 seconds. That it was opened is written down before the URL is given out.
 * Nothing else is changed, so it takes no transaction: a document that is trashed meanwhile is refused by the URL.
 * Throws `document_not_found`, `document_in_trash` and what its state says (`document_not_checked_yet` …).
 */
export function createOpenDocument({
  documents,
  activity,
  links,
}: {
  documents: Pick<DocumentsPort, 'find'>;
  activity: ActivityPort;
  links: DocumentLinksPort;
}): OpenDocument {
  return async ({ viewer, documentId, disposition }) => {
    const { recordId } = viewer;
    const document = await documents.find(recordId, documentId);
    if (document === undefined) throw await refuse(activity, viewer, documentId, documentNotFound());
    const problem = whyNotOpen(document);
    if (problem) throw await refuse(activity, viewer, documentId, problem);
    const action = disposition === 'inline' ? 'document_viewed' : 'document_downloaded';
    await activity.recordOnce(activityOf(viewer, action, documentId), openingWindowMs);
    const { storageKey } = document;
    return { url: await links.create({ recordId, documentId, disposition, storageKey }, linkLifetimeMs) };
  };
}
