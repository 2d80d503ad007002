import type { JobKind, JobOutcome, ScheduledJobKind } from '@portal/core/jobs/jobs.port';
import { askDatabase } from './ask-database.ts';
import type { TestPortal } from './test-portal.ts';

/** Does at once what comes on a schedule. */
export function runScheduled(portal: Pick<TestPortal, 'worker'>, kind: ScheduledJobKind): Promise<JobOutcome> {
  return portal.worker.handleJob({ job: { kind }, attempt: 1, signal: new AbortController().signal });
}

/** Sends at once what waits to be told, as if its quiet time were over. */
export async function sendNotices(portal: Pick<TestPortal, 'worker' | 'database'>): Promise<void> {
  const waiting = await askDatabase(
    portal.database,
    `update notices set created_at = created_at - interval '1 hour' where batch_id is null returning record_id`,
  );
  const { signal } = new AbortController();
  for (const recordId of new Set(waiting.map((row) => String(row['record_id'])))) {
    await portal.worker.handleJob({ job: { kind: 'send_notices', recordId }, attempt: 1, signal });
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
