import type { JobKind } from '@portal/core/jobs/jobs.port';
import type { QueueOptions } from 'pg-boss';

/** The schema of the library's own tables, and no other's. */
export const jobsSchema = 'jobs';

const daySeconds = 24 * 60 * 60;

/** Where jobs are put that failed for good, until an operator has looked at them. */
export const deadJobsQueue = 'dead_jobs';

/** A queue for each kind, so that slow ones do not keep quick ones waiting. */
export const queueNames = [
  'check_document',
  'index_document',
  'send_notices',
  'clean_up',
  'requeue_stuck',
  'forget_old',
  'warn_of_trash',
] as const satisfies readonly JobKind[];

/** The times between the ten tries grow from seconds to minutes: all in all about an hour and a half. */
const retries = { retryLimit: 10, retryDelay: 2, retryBackoff: true, retryDelayMax: 20 * 60 };

export const queueOptions = {
  ...retries,
  // The shortest that there is: how soon another worker follows one that died.
  heartbeatSeconds: 10,
  // However alive its worker is: the largest file over a slow line.
  expireInSeconds: 2 * 60 * 60,
  retentionSeconds: 30 * daySeconds,
  deleteAfterSeconds: 60 * 60,
  deadLetter: deadJobsQueue,
  notify: true,
} satisfies QueueOptions & { deadLetter: string; notify: boolean };

export const deadJobsOptions = {
  retentionSeconds: 365 * daySeconds,
  deleteAfterSeconds: daySeconds,
} satisfies QueueOptions;
