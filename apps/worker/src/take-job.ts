import type { TakeJob } from '@portal/core/jobs/job-queue.port';
import type { HandleJob, JobsPort } from '@portal/core/jobs/jobs.port';

export type TakeJobDependencies = {
  handleJob: HandleJob;
  jobs: JobsPort;
  now: () => Date;
  /** Aborted when the worker ends and waits no longer. */
  stopping: AbortSignal;
};

/**
 * One job, as queues hand it out: what is to be done later, and what a worker that ends leaves undone, is asked for anew,
 * which costs it none of its tries; then this one is done with. Whoever dies in between leaves it to be done twice.
 */
export function createTakeJob({ handleJob, jobs, now, stopping }: TakeJobDependencies): TakeJob {
  return async ({ job, attempt, signal }) => {
    try {
      const done = await handleJob({ job, attempt, signal: AbortSignal.any([signal, stopping]) });
      if (done.outcome === 'later') {
        await jobs.postpone(job, new Date(now().getTime() + done.afterMs));
      }
    } catch (error) {
      if (!stopping.aborted) throw error;
      await jobs.enqueue(job);
    }
  };
}
