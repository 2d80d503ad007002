import { countersOf } from '@portal/api/metrics/counters-of';
import type { JobsReport } from '@portal/core/jobs/job-queue.port';
import type { HandleJob } from '@portal/core/jobs/jobs.port';
import { Counter, Gauge, Histogram, type Registry } from 'prom-client';

export type JobMetrics = {
  /** The same, counted and timed by kind and outcome. */
  countJobs: (handleJob: HandleJob) => HandleJob;
  /** What waits: asked whenever somebody looks. */
  watchJobs: (describe: () => Promise<JobsReport>) => void;
  /** By the word that its check came to. */
  countCheck: Record<CheckResult, () => void>;
};

export const checkResults = ['ready', 'blocked', 'refused', 'unscannable'] as const;
export type CheckResult = (typeof checkResults)[number];

const secondsOfJobs = [0.05, 0.1, 0.25, 0.5, 1, 2.5, 5, 10, 30, 60, 300];

export function createJobMetrics(registry: Registry): JobMetrics {
  const registers = [registry];
  const runs = new Counter({
    name: 'portal_job_runs_total',
    help: 'Jobs that this worker has taken, by what they came to: done, later (asked for anew), failed (tried again).',
    labelNames: ['kind', 'outcome'],
    registers,
  });
  const seconds = new Histogram({
    name: 'portal_job_duration_seconds',
    help: 'How long a job took this worker.',
    labelNames: ['kind'],
    buckets: secondsOfJobs,
    registers,
  });
  const countJobs = (handleJob: HandleJob): HandleJob => {
    return async (input) => {
      const { kind } = input.job;
      const stop = seconds.startTimer({ kind });
      let outcome: 'done' | 'later' | 'failed' = 'failed';
      try {
        const came = await handleJob(input);
        ({ outcome } = came);
        return came;
      } finally {
        stop();
        runs.inc({ kind, outcome });
      }
    };
  };
  const countCheck = countersOf(registry, {
    name: 'portal_checks_total',
    help: 'Documents that this worker has decided about.',
    label: 'result',
    values: checkResults,
  });
  return { countJobs, countCheck, watchJobs: watchJobsOn(registry) };
}

function watchJobsOn(registry: Registry): JobMetrics['watchJobs'] {
  return (describe) => {
    const ask = askedOnce(describe);
    const gauge = (name: string, help: string, labelNames: string[], set: (gauge: Gauge, report: JobsReport) => void) =>
      new Gauge({
        name,
        help,
        labelNames,
        registers: [registry],
        async collect() {
          const report = await ask();
          this.reset();
          if (report) set(this, report);
          else this.remove();
        },
      });
    gauge(
      'portal_jobs',
      'Jobs of all workers: not handed to the queue yet, waiting there, waiting for their time, under way, dead.',
      ['state'],
      (jobs, report) => Object.entries(countsOf(report)).forEach(([state, count]) => jobs.set({ state }, count)),
    );
    gauge(
      'portal_jobs_waiting',
      'Jobs that could be taken now, by kind, where the queue tells them apart.',
      ['kind'],
      (jobs, { waitingByKind }) => Object.entries(waitingByKind).forEach(([kind, count]) => jobs.set({ kind }, count)),
    );
    gauge(
      'portal_jobs_oldest_waiting_seconds',
      'How long the oldest job waits that could be done now; 0: none does, or the queue does not say.',
      [],
      (seconds, report) => seconds.set(oldestMsOf(report) / 1000),
    );
  };
}

/** Undefined where the queue cannot be asked, which `portal_dependency_up` tells. One question serves who ask at once. */
function askedOnce(describe: () => Promise<JobsReport>): () => Promise<JobsReport | undefined> {
  let asked: Promise<JobsReport | undefined> | undefined;
  return () => {
    asked ??= describe()
      .catch(() => undefined)
      .finally(() => (asked = undefined));
    return asked;
  };
}

const countsOf = ({ notHandedOver, waiting, deferred, underWay, dead }: JobsReport) => ({
  not_handed_over: notHandedOver,
  waiting,
  deferred,
  under_way: underWay,
  dead,
});

/** Of those that could be done now, wherever they wait; 0 where none does. */
export const oldestMsOf = ({ oldestWaitingMs = 0, oldestNotHandedOverMs = 0 }: JobsReport): number =>
  Math.max(oldestWaitingMs, oldestNotHandedOverMs);
