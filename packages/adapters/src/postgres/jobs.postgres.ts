import type { Job, JobsPort } from '@portal/core/jobs/jobs.port';
import { newId } from '@portal/core/new-id';
import type { Queryable } from './pool.ts';

const columns = 'id, kind, record_id, document_id';
const enqueue = `
  insert into job_outbox (${columns}, not_before) values ($1, $2, $3, $4, coalesce($5::timestamptz, now()))`;

/** Within a transaction of the caller's: the row stands or falls with it, and a worker hands it to the queue. */
export function createPostgresJobs(client: Queryable): JobsPort {
  return {
    enqueue: async (job, options) => {
      await client.query(enqueue, [...outboxValuesOf(job), options?.notBefore ?? null], 'enqueue-job');
    },
  };
}

/** What another statement inserts, whose transaction is itself: `select <values> from …`. */
export const outboxColumns = columns;

/** In the order of `outboxColumns`. */
export function outboxValuesOf(job: Job): unknown[] {
  return [newId(), job.kind, 'recordId' in job ? job.recordId : null, 'documentId' in job ? job.documentId : null];
}
