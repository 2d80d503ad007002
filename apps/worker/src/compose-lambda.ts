import { jobOf } from '@portal/adapters/aws/job-message';
import type { ScheduledJobKind } from '@portal/core/jobs/jobs.port';
import { composeWorker, type WorkerSurroundings } from './compose.ts';
import type { WorkerConfig } from './config.ts';

export type LambdaWorker = {
  /** Rejects where it has to come again. */
  takeMessage: (message: { body: string; attempt: number; signal: AbortSignal }) => Promise<void>;
  doScheduled: (kind: ScheduledJobKind, signal: AbortSignal) => Promise<void>;
};

/** The same use cases for a process that is handed its jobs. */
export async function composeLambda(config: WorkerConfig, surroundings: WorkerSurroundings): Promise<LambdaWorker> {
  const { takeJob } = await composeWorker(config, surroundings);
  return {
    takeMessage: ({ body, ...attempt }) => takeJob({ job: jobOf(body), ...attempt }),
    doScheduled: (kind, signal) => takeJob({ job: { kind }, attempt: 1, signal }),
  };
}
