import type { Job, JobKind, JobOutcome, ScheduledJobKind } from '@portal/core/jobs/jobs.port';
import { askDatabase } from './ask-database.ts';
import type { TestPortal } from './test-portal.ts';

/** Does a job at once, beside those that wait. */
export function doJob(portal: Pick<TestPortal, 'worker'>, job: Job): Promise<JobOutcome> {
  return portal.worker.handleJob({ job, attempt: 1, signal: new AbortController().signal });
}

/** Does at once what comes on a schedule. */
export function runScheduled(portal: Pick<TestPortal, 'worker'>, kind: ScheduledJobKind): Promise<JobOutcome> {
  return doJob(portal, { kind });
}

/** Checks a document at once. */
export async function checkNow(
  portal: Pick<TestPortal, 'worker' | 'database'>,
  documentId: string,
): Promise<JobOutcome> {
  const [row] = await askDatabase(portal.database, 'select record_id from documents where id = $1', [documentId]);
  return doJob(portal, { kind: 'check_document', recordId: String(row?.['record_id']), documentId });
}

/** Sends at once what waits to be told, as if its quiet time were over. */
export async function sendNotices(portal: Pick<TestPortal, 'worker' | 'database'>): Promise<void> {
  const waiting = await askDatabase(
    portal.database,
    `update notices set created_at = created_at - interval '1 hour' where batch_id is null returning record_id`,
  );
  for (const recordId of new Set(waiting.map((row) => String(row['record_id'])))) {
    await doJob(portal, { kind: 'send_notices', recordId });
  }
}

/** How many jobs of a kind wait for a worker, for the queue, or for their next try. */
export async function countJobs(portal: Pick<TestPortal, 'database'>, kind: JobKind): Promise<number> {
  const [row] = await askDatabase(
    portal.database,
    `select (select count(*) from job_outbox where kind = $1) +
       (select count(*) from jobs.job where name = $1 and state in ('created', 'retry', 'active')) as jobs`,
    [kind],
  );
  return Number(row?.['jobs']);
}
