import { collectDefaultMetrics, Registry } from 'prom-client';
import { createDependencyMetrics } from './dependency-metrics.ts';
import type { DependencyMetrics } from './dependency-metrics.ts';
import { createHttpMetrics } from './http-metrics.ts';
import type { HttpMetrics } from './http-metrics.ts';
import { createIdentityMetrics } from './identity-metrics.ts';
import type { IdentityMetrics } from './identity-metrics.ts';
import { createListMetrics } from './list-metrics.ts';
import type { ListMetrics } from './list-metrics.ts';
import { createUploadMetrics } from './upload-metrics.ts';
import type { UploadMetrics } from './upload-metrics.ts';

/**
 * Everything that is counted, as functions: none of them knows a patient, and each takes about a microsecond. Labels
 * hold words of the portal's own only (route patterns, codes, kinds), so that their number is known and nothing of a
 * patient can get there.
 */
export type Metrics = ListMetrics &
  UploadMetrics &
  IdentityMetrics &
  DependencyMetrics & {
    http: HttpMetrics;
    contentType: string;
    /** All of it as Prometheus reads it. */
    read: () => Promise<string>;
    /**
     * Counts what this process is from now on (memory, processor, event loop, garbage collection), too. It goes on until
     * the process ends, so it is for a process that is watched.
     */
    watchProcess: () => void;
  };

/** A registry of its own: several portals can live in one process. */
export function createMetrics(): Metrics {
  const registry = new Registry();
  return {
    http: createHttpMetrics(registry),
    ...createListMetrics(registry),
    ...createUploadMetrics(registry),
    ...createIdentityMetrics(registry),
    ...createDependencyMetrics(registry),
    contentType: registry.contentType,
    read: () => registry.metrics(),
    watchProcess: () => collectDefaultMetrics({ register: registry }),
  };
}
