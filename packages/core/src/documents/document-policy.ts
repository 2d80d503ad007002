import type { PortalProblem } from '../problem.ts';
import type { Document, DocumentState } from './document.ts';
import {
  documentBlocked,
  documentInTrash,
  documentNotCheckedYet,
  documentRefused,
  documentUnscannable,
} from './document-problems.ts';

const dayMs = 24 * 60 * 60 * 1000;

/** How long the trash keeps a document at least: what the contract tells the patient. */
export const trashDays = 30;
/** How long an upload may stand still before what came of it is swept. */
export const uploadDeadlineMs = 60 * 60 * 1000;
/** One view or download a session, document and disposition in this time is one line of the activity record. */
export const openingWindowMs = 10 * 60 * 1000;
/** How long a URL that opens one document is good for. */
export const linkLifetimeMs = 60 * 1000;

const closed: Record<Exclude<DocumentState, 'ready'>, () => PortalProblem> = {
  uploading: documentNotCheckedYet,
  processing: documentNotCheckedYet,
  blocked: documentBlocked,
  refused: documentRefused,
  unscannable: documentUnscannable,
};

/** Only a document that is ready and not in the trash can be opened. */
export function whyNotOpen(document: Document): PortalProblem | undefined {
  if (document.trashedAt !== null) return documentInTrash();
  return document.state === 'ready' ? undefined : closed[document.state]();
}

/** A picture shows what is inside: only of what can be opened. */
export function showsThumbnail(document: Document): boolean {
  return document.hasThumbnail && whyNotOpen(document) === undefined;
}

/** What is in the trash is taken out before it is changed. */
export function whyNotChange(document: Document): PortalProblem | undefined {
  return document.trashedAt === null ? undefined : documentInTrash();
}

/** From when on the trash may give up what came into it at `trashedAt`. */
export function purgeTimeOf(trashedAt: Date): Date {
  return new Date(trashedAt.getTime() + trashDays * dayMs);
}
