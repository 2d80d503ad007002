import type { RequestListener } from 'node:http';
import type { Postgres } from '@portal/adapters/postgres/pool';
import { createHealth, type Dependency } from '@portal/api/metrics/health';
import { createInternalListener } from '@portal/api/metrics/internal-listener';
import type { DescribeJobs } from '@portal/core/jobs/job-queue.port';
import type { ScannerPort } from '@portal/core/processing/scanner.port';
import type { Logger } from 'pino';
import type { WorkerConfig } from './config.ts';
import { oldestMsOf } from './metrics/job-metrics.ts';
import type { WorkerMetrics } from './metrics/worker-metrics.ts';

export type WatchedWorker = {
  metrics: WorkerMetrics;
  postgres: Postgres;
  files: { check: () => Promise<unknown> };
  scanner: ScannerPort | undefined;
  describeJobs: DescribeJobs;
  logger: Logger;
  now: () => Date;
};

// A patient who waits longer than that for a check has been let down.
const longestWaitMs = 10 * 60 * 1000;

/** What those who run the portal ask a worker, over everything that it stands on. */
export function composeWorkerWatch(
  { internal }: Pick<WorkerConfig, 'internal'>,
  { metrics, postgres, files, scanner, describeJobs, logger, now }: WatchedWorker,
): RequestListener {
  if (internal) metrics.watchProcess();
  metrics.watchPool('primary', postgres.connections);
  metrics.watchJobs(describeJobs);
  const dependencies: Record<string, Dependency> = {
    postgres: { check: () => postgres.query('select 1'), isRequired: true },
    files: { check: files.check, isRequired: true },
    jobs: { check: () => inTime(describeJobs), isRequired: false },
    ...(scanner && { scanner: { check: () => scanner.describe(), isRequired: false } }),
  };
  const health = createHealth({ dependencies, now });
  metrics.watchHealth(health);
  return createInternalListener({ metrics, health, logger });
}

async function inTime(describeJobs: DescribeJobs): Promise<void> {
  if (oldestMsOf(await describeJobs()) > longestWaitMs) throw new Error('Jobs wait for too long.');
}
