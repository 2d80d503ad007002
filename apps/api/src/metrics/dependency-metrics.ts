import { Gauge } from 'prom-client';
import type { Registry } from 'prom-client';
import type { Health } from './health.ts';

export type Connections = { busy: number; idle: number; waiting: number };

export type DependencyMetrics = {
  /** A pool of connections to a database (`primary`, `replica_1`): asked whenever somebody looks. */
  watchPool: (pool: string, connections: () => Connections) => void;
  /** Free bytes of the disk that documents are kept on: asked whenever somebody looks. */
  watchDisk: (freeBytes: () => Promise<number>) => void;
  /** What `/health` says of each dependency, as 1 and 0. */
  watchHealth: (health: Health) => void;
};

export function createDependencyMetrics(registry: Registry): DependencyMetrics {
  const registers = [registry];
  const pools = new Map<string, () => Connections>();
  const connections = new Gauge({
    name: 'portal_database_connections',
    help: 'Connections of a pool, busy and idle, and questions that wait for one.',
    labelNames: ['pool', 'state'],
    registers,
    collect: () => {
      for (const [pool, ask] of pools) {
        for (const [state, count] of Object.entries(ask())) connections.set({ pool, state }, count);
      }
    },
  });
  let health: Health | undefined;
  const up = new Gauge({
    name: 'portal_dependency_up',
    help: 'Whether a dependency answered when it was last asked: 1 or 0.',
    labelNames: ['dependency'],
    registers,
    collect: async () => {
      const report = await health?.look();
      for (const [dependency, { status }] of Object.entries(report?.checks ?? {})) {
        up.set({ dependency }, status === 'up' ? 1 : 0);
      }
    },
  });
  let disk: (() => Promise<number>) | undefined;
  const free = new Gauge({
    name: 'portal_disk_free_bytes',
    help: 'Bytes that the portal may still write to the disk it keeps documents on; nothing where they lie elsewhere.',
    registers,
    collect: async () => {
      // A disk that says nothing is told by `portal_dependency_up`.
      const bytes = await disk?.().catch(() => undefined);
      if (bytes === undefined) free.remove();
      else free.set(bytes);
    },
  });
  return {
    watchDisk: (freeBytes) => {
      disk = freeBytes;
    },
    watchPool: (pool, ask) => void pools.set(pool, ask),
    watchHealth: (watched) => {
      health = watched;
    },
  };
}
