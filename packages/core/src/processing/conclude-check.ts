import type { ActivityPort } from '../activity/activity.port.ts';
import type { Document } from '../documents/document.ts';
import type { CheckConclusion, DocumentsPort } from '../documents/documents.port.ts';
import { checkFailedOf } from '../documents/documents-work.ts';
import type { JobsPort } from '../jobs/jobs.port.ts';
import { announce } from '../notices/announce.ts';
import type { NoticesPort } from '../notices/notices.port.ts';
import type { UnitOfWork } from '../unit-of-work.port.ts';
import { noticeOfCheck } from './notice-of-check.ts';

export type Verdict = Omit<CheckConclusion, 'recordId' | 'documentId' | 'checkedAt'>;

export type ConcludeCheckDependencies = {
  inTransaction: UnitOfWork<{ documents: DocumentsPort; activity: ActivityPort; jobs: JobsPort; notices: NoticesPort }>;
  now: () => Date;
  /** Told once for each document, when it is committed. */
  onVerdict: (state: Verdict['state']) => void;
};

/** What was decided, with all that follows from it, in one transaction; nothing where somebody else was first. */
export async function concludeCheck(
  { inTransaction, now, onVerdict }: ConcludeCheckDependencies,
  { id: documentId, recordId }: Document,
  verdict: Verdict,
): Promise<void> {
  const isFirst = await inTransaction(async ({ documents, activity, jobs, notices }) => {
    const checkedAt = now();
    const document = await documents.concludeCheck({ ...verdict, recordId, documentId, checkedAt });
    // Somebody else has decided, or the patient has deleted it.
    if (!document) return false;
    if (document.state === 'ready') await jobs.enqueue({ kind: 'index_document', recordId, documentId });
    else await activity.record(checkFailedOf(document));
    const notice = noticeOfCheck(document, checkedAt);
    if (notice) await announce({ notices, jobs }, notice);
    return true;
  });
  if (isFirst) onVerdict(verdict.state);
}
