import { untilNoneIsLeft } from '../until-none-is-left.ts';
import type { InDocumentsTransaction } from './documents-work.ts';

const batchSize = 100;

/** Answers how many documents went. */
export type EmptyTrash = () => Promise<number>;

/**
 * Gives up for good what was in the trash for its 30 days, each with its line in the activity record. The bytes are
 * noted as unfinished, so that the sweeper removes them. Any number of instances may do it at once.
 */
export function createEmptyTrash({
  inTransaction,
  now,
}: {
  inTransaction: InDocumentsTransaction;
  now: () => Date;
}): EmptyTrash {
  const emptyBatch = (): Promise<number> =>
    inTransaction(async ({ documents, activity }) => {
      const removed = await documents.removeOverdue(now(), batchSize);
      for (const { recordId, documentId } of removed) {
        await activity.record({
          action: 'document_deleted',
          outcome: 'done',
          actor: { type: 'system' },
          recordId,
          documentId,
          origin: null,
        });
      }
      return removed.length;
    });

  return () => untilNoneIsLeft(batchSize, emptyBatch);
}
