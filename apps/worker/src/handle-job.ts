import type { HandleJob, Job, JobKind, JobOutcome } from '@portal/core/jobs/jobs.port';

/** What does the jobs of a kind. One that is there already, or that came twice, it makes nothing of. */
export type JobHandlers = {
  [Kind in JobKind]?: (
    job: Extract<Job, { kind: Kind }>,
    context: { attempt: number; signal: AbortSignal },
  ) => Promise<JobOutcome>;
};

/**
 * Finds by its kind what does a job. One that this release does not know rejects: it is tried again later, by a newer
 * worker where a release is under way.
 */
export function createHandleJob(handlers: JobHandlers): HandleJob {
  return ({ job, attempt, signal }) => {
    // Each kind's handler takes the jobs of that kind: which one it is, is not known before it runs.
    const handle = handlers[job.kind] as ((job: Job, context: object) => Promise<JobOutcome>) | undefined;
    // A message may name anything, what every object has by itself too.
    if (!handle || !Object.hasOwn(handlers, job.kind))
      throw new Error(`This release knows no jobs of the kind ${job.kind}.`);
    return handle(job, { attempt, signal });
  };
}
