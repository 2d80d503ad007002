import type { RequestListener } from 'node:http';
import { setTimeout as delay } from 'node:timers/promises';
import {
  createAskForScheduledJobs,
  createRelayJobs,
  describeOutbox,
  type Schedule,
} from '@portal/adapters/postgres/job-outbox.postgres';
import { createPostgresJobs } from '@portal/adapters/postgres/jobs.postgres';
import { createPostgres } from '@portal/adapters/postgres/pool';
import { composeBytes } from '@portal/api/compose-files';
import { composeSignals, type Signals } from '@portal/api/compose-signals';
import { composeMailbox, composeMessageWays } from '@portal/api/compose-messages';
import { describeError } from '@portal/api/describe-error';
import { createTellDocumentChanged } from '@portal/core/documents/tell-document-changed';
import type { DescribeJobs, TakeJob } from '@portal/core/jobs/job-queue.port';
import type { HandleJob } from '@portal/core/jobs/jobs.port';
import type { MailboxPort } from '@portal/core/messages/messages.port';
import type { InspectorPort } from '@portal/core/processing/inspector.port';
import type { Logger } from 'pino';
import { composeChecking } from './compose-checking.ts';
import { composeHandlers } from './compose-handlers.ts';
import { composeNotices } from './compose-notices.ts';
import { composeQueue } from './compose-queue.ts';
import { composeWorkerWatch } from './compose-watch.ts';
import type { WorkerConfig } from './config.ts';
import { createHandleJob } from './handle-job.ts';
import { createWorkerMetrics } from './metrics/worker-metrics.ts';
import { onDemand } from './on-demand.ts';
import { repeat } from './repeat.ts';
import { createTakeJob } from './take-job.ts';
import { tellAfterJobs } from './tell-after-jobs.ts';

export type Worker = {
  /** Hands jobs to the queue, takes them from there and asks for those that come again and again. */
  start: () => Promise<void>;
  /** There are new jobs: those of the same process need not wait until it looks by itself. */
  nudge: () => void;
  /** One job, at once, by whoever got it from elsewhere; `takeJob` asks anew for one that is to be done later. */
  handleJob: HandleJob;
  takeJob: TakeJob;
  describeJobs: DescribeJobs;
  /** For those who run the portal, on a port of its own. */
  internal: RequestListener;
  /** Takes no more; what runs has `graceMs` to end, and is left to another worker then. */
  stop: (input: { graceMs: number }) => Promise<void>;
};

export type WorkerSurroundings = {
  logger: Logger;
  /** Those that an API in the same process has too; whoever hands them over closes them. */
  signals?: Signals;
  /** That of an API in the same process, which shows what lands there; by itself a worker shows it to nobody. */
  mailbox?: MailboxPort;
  /** The clock of the portal, for tests that move it. */
  now?: () => Date;
  /** What of looking into PDFs is done without a process for each, for tests of something else. */
  inspector?: Partial<InspectorPort>;
  /** False for tests that ask for such jobs themselves. */
  hasSchedules?: boolean;
};

// A job holds one for moments, between long times of reading and looking.
const maxConnections = 8;
const lookForJobsEveryMs = 500;
const lookAtSchedulesEveryMs = 1_000;
const hourMs = 60 * 60 * 1000;
// What is told to stop does so at once, or not at all.
const lastMomentMs = 5_000;

/** Puts the worker together: the only place that knows both the use cases and what stands behind their ports. */
export async function composeWorker(config: WorkerConfig, surroundings: WorkerSurroundings): Promise<Worker> {
  const { now = () => new Date(), inspector = {}, hasSchedules = true } = surroundings;
  const logger = surroundings.logger.child({}, { serializers: { err: describeError } });
  const report = (what: string) => (error: unknown) => logger.error({ err: error }, `failed: ${what}`);
  const postgres = createPostgres({
    url: config.databaseUrl,
    maxConnections,
    onError: (error) => logger.warn({ err: error }, 'a connection to the database broke'),
  });
  const bytes = await composeBytes(config, { now });
  const queue = await composeQueue(config, postgres, report('asking the queue of jobs'));
  const metrics = createWorkerMetrics({ now });
  const checking = await composeChecking(config, metrics);
  const ways = await composeMessageWays(config, surroundings.mailbox ?? composeMailbox({ now }));
  const handlers = composeHandlers({
    postgres,
    files: bytes.files,
    checking: { ...checking, inspector: metrics.watchInspector({ ...checking.inspector, ...inspector }) },
    notices: composeNotices(config, { postgres, messages: ways.messages, logger, now }),
    logger,
    now,
  });
  const signals = surroundings.signals ?? (await composeSignals(config, { logger }));
  const reportFault = (what: string, error: unknown): void => logger.warn({ err: error }, `failed: ${what}`);
  const handleJob = tellAfterJobs(
    metrics.countJobs(createHandleJob(handlers)),
    createTellDocumentChanged({ signals, reportFault }),
  );
  const stopping = new AbortController();
  const take = createTakeJob({ handleJob, jobs: createPostgresJobs(postgres), now, stopping: stopping.signal });
  const takeJob: TakeJob = async (taken) => {
    try {
      await take(taken);
      // What follows from it comes while the process that looked into the document is still there.
      nudge();
    } catch (error) {
      logger.warn({ err: error, kind: taken.job.kind, attempt: taken.attempt }, 'a job failed');
      throw error;
    }
  };
  const relay = onDemand({
    work: createRelayJobs({ postgres, handOver: queue.handOver }),
    onError: report('handing jobs to the queue'),
  });
  const askForScheduled = createAskForScheduledJobs(postgres, schedulesOf(config));
  const describeJobs: DescribeJobs = async () => ({ ...(await describeOutbox(postgres)), ...(await queue.describe()) });
  const watched = { files: bytes, scanner: checking.scanner };
  let timers: ReturnType<typeof repeat>[] = [];
  // Nothing is handed over by a worker that was not started.
  const nudge = (): void => void (timers.length > 0 && relay.nudge());

  return {
    handleJob,
    takeJob,
    nudge,
    describeJobs,
    internal: composeWorkerWatch(config, { ...watched, metrics, postgres, describeJobs, logger, now }),
    start: async () => {
      await queue.start(takeJob);
      const look = async () => relay.nudge();
      const ask = async () => {
        if ((await askForScheduled()) > 0) relay.nudge();
      };
      relay.nudge();
      timers = [
        repeat({ work: look, everyMs: lookForJobsEveryMs, onError: report('looking for jobs') }),
        ...(hasSchedules
          ? [repeat({ work: ask, everyMs: lookAtSchedulesEveryMs, onError: report('asking for scheduled jobs') })]
          : []),
      ];
    },
    stop: async ({ graceMs }) => {
      const idle = queue.stopTaking();
      for (const { stop } of timers) await stop();
      await relay.stop();
      if (!(await endsWithin(idle, graceMs))) {
        stopping.abort();
        await endsWithin(idle, lastMomentMs);
      }
      await queue.close();
      await checking.close();
      if (!surroundings.signals) signals.close();
      bytes.close();
      ways.close();
      await postgres.close();
    },
  };
}

function schedulesOf({ sweepEveryMs }: WorkerConfig): Schedule[] {
  return [
    { kind: 'clean_up', everyMs: sweepEveryMs },
    { kind: 'requeue_stuck', everyMs: hourMs },
    { kind: 'forget_old', everyMs: hourMs },
    { kind: 'warn_of_trash', everyMs: hourMs },
  ];
}

async function endsWithin(work: Promise<void>, timeoutMs: number): Promise<boolean> {
  const waiting = new AbortController();
  try {
    return await Promise.race([work.then(() => true), delay(timeoutMs, false, { signal: waiting.signal })]);
  } finally {
    waiting.abort();
  }
}
