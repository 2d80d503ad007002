import type { JobKind, JobOutcome, ScheduledJobKind } from '@portal/core/jobs/jobs.port';
import { askDatabase } from './ask-database.ts';
import type { TestPortal } from './test-portal.ts';

/** Does at once what comes on a schedule. */
export function runScheduled(portal: Pick<TestPortal, 'worker'>, kind: ScheduledJobKind): Promise<JobOutcome> {
  return portal.worker.handleJob({ job: { kind }, attempt: 1, signal: new AbortController().signal });
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
