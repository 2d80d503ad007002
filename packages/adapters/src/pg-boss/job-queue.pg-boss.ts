import type { JobQueuePort, QueueCounts, TakeJob } from '@portal/core/jobs/job-queue.port';
import type { Job, JobKind } from '@portal/core/jobs/jobs.port';
import type { Secret } from '@portal/core/secret';
import { type JobWithMetadata, PgBoss } from 'pg-boss';
import type { HandOver } from '../postgres/job-outbox.postgres.ts';
import type { Queryable } from '../postgres/pool.ts';
import { deadJobsQueue, jobsSchema, queueNames } from './job-queues.ts';

export type PgBossQueueOptions = {
  url: Secret;
  /** The same database, as the portal itself asks it. */
  postgres: Queryable;
  /** How many jobs of each kind this process works on at the same time; one where nothing is said. */
  atOnce: Partial<Record<JobKind, number>>;
  onError: (error: Error) => void;
};

// New jobs are told of by the database; tries that come again, and those of a dead worker, are looked for.
const lookAgainSeconds = 1;
const watchDeadWorkersEverySeconds = 1;
const saysThatItLivesEverySeconds = 3;
const connections = 4;

/** The queue in Postgres. Its tables and queues are made by `migrateJobs`. */
export function createPgBossQueue(options: PgBossQueueOptions): JobQueuePort & { handOver: HandOver } {
  const boss = new PgBoss({
    connectionString: options.url.reveal(),
    schema: jobsSchema,
    max: connections,
    connectionTimeoutMillis: 3_000,
    migrate: false,
    createSchema: false,
    schedule: false,
    // Only the owner of the tables may.
    reindex: false,
    registerInstance: false,
    monitorVacuum: false,
    useListenNotify: true,
    superviseIntervalSeconds: watchDeadWorkersEverySeconds,
    monitorIntervalSeconds: watchDeadWorkersEverySeconds,
    openTelemetry: { enabled: false },
  });
  boss.on('error', options.onError);
  let starting: Promise<unknown> | undefined;
  const started = () => (starting ??= boss.start());

  return {
    handOver: async (jobs, client) => {
      await started();
      const db = { executeSql: (text: string, values: unknown[] = []) => client.query(text, values) };
      const byKind = Map.groupBy(jobs, ({ job }) => job.kind);
      for (const [kind, some] of byKind)
        await boss.insert(
          kind,
          some.map(({ id, job }) => ({ id, data: job, ...('recordId' in job && { group: { id: job.recordId } }) })),
          { db },
        );
      return jobs.map(({ id }) => id);
    },
    start: async (take) => {
      await started();
      for (const kind of queueNames) {
        const places = options.atOnce[kind] ?? 1;
        for (let place = 0; place < places; place += 1) {
          await work(boss, kind, { take, isForOthers: place > 0 && place === places - 1 });
        }
      }
    },
    stopTaking: async () => {
      await Promise.all(queueNames.map((kind) => boss.offWork(kind, { wait: true })));
    },
    close: async () => {
      if (starting) await boss.stop({ graceful: false });
    },
    describe: () => describePgBossQueue(options.postgres),
  };
}

/** One job after the other. A place for others takes none of a record that has a job under way: no patient has them all. */
async function work(
  boss: PgBoss,
  kind: JobKind,
  { take, isForOthers }: { take: TakeJob; isForOthers: boolean },
): Promise<void> {
  const workerId = await boss.work(
    kind,
    {
      includeMetadata: true,
      ...(isForOthers && { groupConcurrency: 1 }),
      pollingIntervalSeconds: lookAgainSeconds,
      notifyPollingIntervalSeconds: lookAgainSeconds,
      heartbeatRefreshSeconds: saysThatItLivesEverySeconds,
    },
    async ([job]: JobWithMetadata<Job>[]) => {
      // Whoever had one looks for the next at once: the library would have it wait as if there were none.
      boss.notifyWorker(workerId);
      if (job) await take({ job: job.data, attempt: job.retryCount + 1, signal: job.signal });
    },
  );
}

type CountRow = { kind: string; state: string; is_due: boolean; jobs: string; oldest_ms: number | null };

const count = `
  select name as kind, state::text, start_after <= now() as is_due, count(*) as jobs,
    extract(epoch from now() - min(greatest(created_on, start_after)))::float8 * 1000 as oldest_ms
  from ${jobsSchema}.job where state in ('created', 'retry', 'active') group by 1, 2, 3`;

/** What its tables say; for those too who take no jobs. */
export async function describePgBossQueue(client: Queryable): Promise<QueueCounts> {
  const { rows } = await client.query<CountRow>(count);
  const dead = rows.filter(({ kind }) => kind === deadJobsQueue);
  const alive = rows.filter(({ kind }) => kind !== deadJobsQueue);
  const waiting = alive.filter(({ state, is_due: isDue }) => state !== 'active' && isDue);
  const ages = waiting.flatMap(({ oldest_ms: oldestMs }) => oldestMs ?? []);
  return {
    waiting: sum(waiting),
    deferred: sum(alive.filter(({ state, is_due: isDue }) => state !== 'active' && !isDue)),
    underWay: sum(alive.filter(({ state }) => state === 'active')),
    dead: sum(dead),
    oldestWaitingMs: ages.length === 0 ? undefined : Math.max(...ages),
    waitingByKind: Object.fromEntries(
      queueNames.map((kind) => [kind, sum(waiting.filter((row) => row.kind === kind))]),
    ),
  };
}

function sum(rows: readonly CountRow[]): number {
  return rows.reduce((total, { jobs }) => total + Number(jobs), 0);
}
