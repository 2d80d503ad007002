import type { JobsPort } from '@portal/core/jobs/jobs.port';
import { newId } from '@portal/core/new-id';
import type { Queryable } from './pool.ts';

const enqueue = `
  insert into job_outbox (id, kind, record_id, document_id, not_before)
  values ($1, $2, $3, $4, coalesce($5::timestamptz, now()))`;

/**
 * Within a transaction of the caller's the row stands or falls with it; a worker hands it to the queue afterwards. That
 * a document in state `processing` is checked, the database asks for by itself.
 */
export function createPostgresJobs(client: Queryable): JobsPort {
  return {
    enqueue: async (job, options) => {
      const recordId = 'recordId' in job ? job.recordId : null;
      const documentId = 'documentId' in job ? job.documentId : null;
      await client.query(enqueue, [newId(), job.kind, recordId, documentId, options?.notBefore], 'enqueue-job');
    },
  };
}
