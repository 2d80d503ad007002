import { createDependencyMetrics, type DependencyMetrics } from '@portal/api/metrics/dependency-metrics';
import { collectDefaultMetrics, Registry } from 'prom-client';
import { createInspectorMetrics, type InspectorMetrics } from './inspector-metrics.ts';
import { createJobMetrics, type JobMetrics } from './job-metrics.ts';
import { createScannerMetrics, type ScannerMetrics } from './scanner-metrics.ts';

/** What a worker counts. Labels hold words of the portal's own only: nothing of a patient can get there. */
export type WorkerMetrics = JobMetrics &
  ScannerMetrics &
  InspectorMetrics &
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
    ...createInspectorMetrics(registry),
    ...createDependencyMetrics(registry),
    contentType: registry.contentType,
    read: () => registry.metrics(),
    watchProcess: () => collectDefaultMetrics({ register: registry }),
  };
}
