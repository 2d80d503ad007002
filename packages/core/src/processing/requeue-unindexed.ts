import type { JobsPort } from '../jobs/jobs.port.ts';
import type { UnitOfWork } from '../unit-of-work.port.ts';
import type { DocumentIndexPort } from './document-index.port.ts';

/**
 * As many as are done between two times with room to spare: what is waiting already is asked for a second time, which
 * does nothing, but new documents stand behind it.
 */
const atOnce = 1_000;
const waitMs = 60 * 60 * 1000;

/** Answers how many documents are indexed anew. */
export type RequeueUnindexed = () => Promise<number>;

export type RequeueUnindexedDependencies = {
  inTransaction: UnitOfWork<{ documentIndex: Pick<DocumentIndexPort, 'listUnindexed'>; jobs: JobsPort }>;
  now: () => Date;
};

/**
 * Asks for picture and words of documents that have been `ready` for an hour without: those of before there were any, and
 * those whose job was lost or put aside as dead.
 */
export function createRequeueUnindexed({ inTransaction, now }: RequeueUnindexedDependencies): RequeueUnindexed {
  return () =>
    inTransaction(async ({ documentIndex, jobs }) => {
      const checkedBefore = new Date(now().getTime() - waitMs);
      const unindexed = await documentIndex.listUnindexed({ checkedBefore, limit: atOnce });
      for (const document of unindexed) await jobs.enqueue({ kind: 'index_document', ...document });
      return unindexed.length;
    });
}
