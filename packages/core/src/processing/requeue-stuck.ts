import type { JobsPort } from '../jobs/jobs.port.ts';
import type { UnitOfWork } from '../unit-of-work.port.ts';
import { untilNoneIsLeft } from '../until-none-is-left.ts';
import type { StuckDocumentsPort } from './stuck-documents.port.ts';

const atOnce = 100;
const stuckAfterMs = 60 * 60 * 1000;

/** Answers how many documents are checked anew. */
export type RequeueStuck = () => Promise<number>;

export type RequeueStuckDependencies = {
  inTransaction: UnitOfWork<{ stuckDocuments: StuckDocumentsPort; jobs: JobsPort }>;
  now: () => Date;
};

/**
 * Asks once more for the check of documents that came an hour ago and were not decided about: whose job was lost with a
 * queue, or put aside as dead for a reason that may be gone. A job too many does nothing.
 */
export function createRequeueStuck({ inTransaction, now }: RequeueStuckDependencies): RequeueStuck {
  const requeueSome = (uploadedBefore: Date, after: string | undefined) =>
    inTransaction(async ({ stuckDocuments, jobs }) => {
      const stuck = await stuckDocuments.list({ uploadedBefore, after, limit: atOnce });
      for (const document of stuck) await jobs.enqueue({ kind: 'check_document', ...document });
      return stuck;
    });

  return () => {
    const uploadedBefore = new Date(now().getTime() - stuckAfterMs);
    let after: string | undefined;
    return untilNoneIsLeft(atOnce, async () => {
      const some = await requeueSome(uploadedBefore, after);
      after = some.at(-1)?.documentId;
      return some.length;
    });
  };
}
