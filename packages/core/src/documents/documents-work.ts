import type { ActivityAction, ActivityEntry, ActivityPort } from '../activity/activity.port.ts';
import { PortalProblem } from '../problem.ts';
import type { UnitOfWork } from '../unit-of-work.port.ts';
import type { Viewer } from '../viewer.ts';
import type { DocumentsPort } from './documents.port.ts';
import type { UnfinishedFilesPort } from './unfinished-files.port.ts';

/** What a change of documents touches, all of it in one transaction. */
export type DocumentsWork = {
  documents: DocumentsPort;
  unfinishedFiles: UnfinishedFilesPort;
  activity: ActivityPort;
};
export type InDocumentsTransaction = UnitOfWork<DocumentsWork>;

/** Told of a fault that stops nobody: what was left undone is repeated by the sweeper. */
export type ReportFault = (what: string, error: unknown) => void;

export function activityOf(viewer: Viewer, action: ActivityAction, documentId: string): ActivityEntry {
  return {
    action,
    outcome: action === 'document_refused' ? 'refused' : 'done',
    actor: { type: 'patient', userId: viewer.userId, sessionId: viewer.sessionId },
    recordId: viewer.recordId,
    documentId,
    origin: viewer.origin,
  };
}

/** The portal itself found that a document's bytes are not those that were sent, and closed it. */
export function checkFailedOf({ recordId, id }: { recordId: string; id: string }): ActivityEntry {
  const actor = { type: 'system' } as const;
  return { action: 'document_check_failed', outcome: 'done', actor, recordId, documentId: id, origin: null };
}

/** Notes a refusal in the record of the one who was refused, and hands back the problem to answer with. */
export async function refuse(
  activity: ActivityPort,
  viewer: Viewer,
  documentId: string,
  problem: PortalProblem,
): Promise<PortalProblem> {
  await activity.record(activityOf(viewer, 'document_refused', documentId));
  return problem;
}

/**
 * One transaction whose outcome may be a "no": the problem that `work` answers is thrown after the commit, so that the
 * row which tells of the refusal stays.
 */
export async function decideIn<Result>(
  inTransaction: InDocumentsTransaction,
  work: (ports: DocumentsWork) => Promise<Result | PortalProblem>,
): Promise<Result> {
  const result = await inTransaction(work);
  if (result instanceof PortalProblem) throw result;
  return result;
}
