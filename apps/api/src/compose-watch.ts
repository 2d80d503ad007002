import type { RequestListener } from 'node:http';
import { describeOutbox } from '@portal/adapters/postgres/job-outbox.postgres';
import type { Postgres } from '@portal/adapters/postgres/pool';
import type { Logger } from 'pino';
import type { FileStores } from './compose-files.ts';
import type { Lists } from './compose-lists.ts';
import type { Stores } from './compose-stores.ts';
import type { Config } from './config.ts';
import { createHealth } from './metrics/health.ts';
import type { Dependency } from './metrics/health.ts';
import { createInternalListener } from './metrics/internal-listener.ts';
import type { Metrics } from './metrics/metrics.ts';

export type Watched = {
  metrics: Metrics;
  postgres: Postgres;
  replicas: readonly Postgres[];
  stores: Pick<Stores, 'check' | 'breakers'>;
  lists: Pick<Lists, 'replicaBreakers' | 'cacheBreaker' | 'checkCache'>;
  files: Pick<FileStores, 'current' | 'former'>;
  logger: Logger;
  now: () => Date;
};

/** What those who run the portal ask it, over everything that it stands on. */
export function composeWatch({ internal }: Pick<Config, 'internal'>, watched: Watched): RequestListener {
  const { metrics, logger, now } = watched;
  if (internal) metrics.watchProcess();
  watchPools(watched);
  watchBreakers(watched);
  const { freeBytes } = watched.files.current;
  if (freeBytes) metrics.watchDisk(freeBytes);
  const health = createHealth({ dependencies: dependenciesOf(watched), now });
  metrics.watchHealth(health);
  return createInternalListener({ metrics, health, logger });
}

/** Replicas by their place in the configuration, from 1: their URLs are told to nobody. */
const nameOfReplica = (index: number): string => `replica_${index + 1}`;

function watchPools({ metrics, postgres, replicas }: Watched): void {
  metrics.watchPool('primary', postgres.connections);
  for (const [index, { connections }] of replicas.entries()) metrics.watchPool(nameOfReplica(index), connections);
}

function watchBreakers({ metrics, stores, lists, replicas }: Watched): void {
  for (const [name, state] of Object.entries(stores.breakers)) metrics.watchBreaker(name, state);
  if (lists.cacheBreaker) metrics.watchBreaker('redis_lists', lists.cacheBreaker);
  for (const index of replicas.keys()) {
    metrics.watchBreaker(nameOfReplica(index), () => lists.replicaBreakers()[index] ?? 'closed');
  }
}

function dependenciesOf({ postgres, replicas, stores, lists, files }: Watched): Record<string, Dependency> {
  const helpful = { isRequired: false };
  return {
    postgres: { check: () => postgres.query('select 1'), isRequired: true },
    ...Object.fromEntries(
      replicas.map((replica, index) => [nameOfReplica(index), { check: () => replica.query('select 1'), ...helpful }]),
    ),
    ...(stores.check && { redis: { check: stores.check, ...helpful } }),
    ...(lists.checkCache && { redis_lists: { check: lists.checkCache, ...helpful } }),
    files: { check: files.current.check, isRequired: true },
    workers: { check: () => someWorkerRuns(postgres), ...helpful },
    ...(files.former && { former_files: { check: files.former.check, ...helpful } }),
  };
}

// A worker looks every half second, and longer where it is busy with a hundred others.
const longestWaitMs = 60_000;

/** Without one, nothing is checked: documents stay where they are. */
async function someWorkerRuns(postgres: Postgres): Promise<void> {
  const { oldestNotHandedOverMs = 0 } = await describeOutbox(postgres);
  if (oldestNotHandedOverMs > longestWaitMs) throw new Error('Nobody takes the jobs.');
}
