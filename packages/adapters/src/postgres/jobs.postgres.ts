import type { Job, JobsPort } from '@portal/core/jobs/jobs.port';
import { newId } from '@portal/core/new-id';
import type { Queryable } from './pool.ts';

const enqueue = `
  insert into job_outbox (id, kind, record_id, document_id, not_before)
  values ($1, $2, $3, $4, coalesce($5::timestamptz, now()))`;

// One whose time has come may be on its way to a worker already.
const postpone = `
  insert into job_outbox (id, kind, record_id, document_id, not_before)
  select $1, $2, $3, $4, $5::timestamptz
  where not exists (
    select from job_outbox
    where kind = $2 and record_id is not distinct from $3::uuid and document_id is not distinct from $4::uuid
      and not_before > now() and not_before <= $5)`;

/**
 * Within a transaction of the caller's the row stands or falls with it; a worker hands it to the queue afterwards. That
 * a document in state `processing` is checked, the database asks for by itself.
 */
export function createPostgresJobs(client: Queryable): JobsPort {
  return {
    enqueue: async (job, options) => {
      await client.query(enqueue, [...valuesOf(job), options?.notBefore], 'enqueue-job');
    },
    postpone: async (job, notBefore) => {
      await client.query(postpone, [...valuesOf(job), notBefore], 'postpone-job');
    },
  };
}

function valuesOf(job: Job): unknown[] {
  const recordId = 'recordId' in job ? job.recordId : null;
  const documentId = 'documentId' in job ? job.documentId : null;
  return [newId(), job.kind, recordId, documentId];
}
