import { mkdtemp, rm } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { startEmbeddedPostgres } from '@portal/adapters/postgres/embedded-postgres';
import { migrate } from '@portal/adapters/postgres/migrate';
import pg from 'pg';
import type { RunningDatabase } from './servers.ts';

export type Counts = { calls: number; milliseconds: number };

/** What a database did for lists: statements that read pages, and look-ups of versions by themselves. */
export type ListWork = { pages: Counts; versions: Counts };

export type CountingDatabase = RunningDatabase & {
  /** Begins to count anew. */
  reset: () => Promise<void>;
  read: () => Promise<ListWork>;
};

const settings = [
  `alter system set shared_preload_libraries = 'pg_stat_statements'`,
  // A statement without a name is planned each time: that is time of the database's, too.
  `alter system set pg_stat_statements.track_planning = on`,
];

type Row = { query: string; calls: string; milliseconds: number };

/** A Postgres that counts its statements with `pg_stat_statements`, migrated. */
export async function startCountingDatabase(): Promise<CountingDatabase> {
  const folder = await mkdtemp(join(tmpdir(), 'portal-bench-'));
  const dataFolder = join(folder, 'postgres');
  const first = await startEmbeddedPostgres({ dataFolder });
  await asAdministrator(first, async (client) => {
    for (const setting of settings) await client.query(setting);
  });
  await first.stop();
  const database = await startEmbeddedPostgres({ dataFolder });
  await migrate({ ownerUrl: database.ownerUrl });
  await asAdministrator(database, (client) => client.query('create extension pg_stat_statements'));
  return {
    ...database,
    reset: async () =>
      void (await asAdministrator(database, (client) => client.query('select pg_stat_statements_reset()'))),
    read: async () => {
      const { rows } = await asAdministrator(database, (client) =>
        client.query<Row>(
          'select query, calls, total_plan_time + total_exec_time as milliseconds from pg_stat_statements',
        ),
      );
      return listWorkOf(rows);
    },
    stop: async () => {
      await database.stop();
      await rm(folder, { recursive: true, force: true });
    },
  };
}

/** Both ask for versions; a page has documents as well. What writes is neither. */
export function listWorkOf(rows: readonly Row[]): ListWork {
  const asking = rows.filter(({ query }) => /^\s*(select|with)\b/i.test(query) && /document_list_versions/.test(query));
  const hasDocuments = ({ query }: Row): boolean => /\bfrom documents\b/.test(query);
  return {
    pages: sumOf(asking.filter(hasDocuments)),
    versions: sumOf(asking.filter((row) => !hasDocuments(row))),
  };
}

function sumOf(rows: readonly Row[]): Counts {
  return {
    calls: rows.reduce((sum, { calls }) => sum + Number(calls), 0),
    milliseconds: rows.reduce((sum, { milliseconds }) => sum + milliseconds, 0),
  };
}

async function asAdministrator<Answer>(
  { administratorUrl }: Pick<RunningDatabase, 'administratorUrl'>,
  work: (client: pg.Client) => Promise<Answer>,
): Promise<Answer> {
  const client = new pg.Client({ connectionString: administratorUrl });
  await client.connect();
  try {
    return await work(client);
  } finally {
    await client.end();
  }
}
