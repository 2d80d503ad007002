import { createDependencyMetrics, type DependencyMetrics } from '@portal/api/metrics/dependency-metrics';
import { collectDefaultMetrics, Registry } from 'prom-client';
import { createJobMetrics, type JobMetrics } from './job-metrics.ts';
import { createScannerMetrics, type ScannerMetrics } from './scanner-metrics.ts';

/** What a worker counts. Labels hold words of the portal's own only: nothing of a patient can get there. */
export type WorkerMetrics = JobMetrics &
  ScannerMetrics &
  DependencyMetrics & {
    contentType: string;
    read: () => Promise<string>;
    /** Counts what this process is from now on, too: for a process that is watched. */
    watchProcess: () => void;
  };

/** A registry of its own: several workers can live in one process. */
export function createWorkerMetrics({ now }: { now: () => Date }): WorkerMetrics {
  const registry = new Registry();
  return {
    ...createJobMetrics(registry),
    ...createScannerMetrics(registry, { now }),
    ...createDependencyMetrics(registry),
    contentType: registry.contentType,
    read: () => registry.metrics(),
    watchProcess: () => collectDefaultMetrics({ register: registry }),
  };
}
