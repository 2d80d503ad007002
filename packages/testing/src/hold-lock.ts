import pg from 'pg';
import { askDatabase } from './ask-database.ts';

export type HeldLock = {
  /** Resolves with how many wait for a lock in this database, this one or another. */
  countWaiting: () => Promise<number>;
  release: () => Promise<void>;
};

/** Runs a statement that locks, such as `select … for update`, and keeps its locks until they are released. */
export async function holdLock(
  database: { ownerUrl: string },
  text: string,
  values: readonly unknown[],
): Promise<HeldLock> {
  const client = new pg.Client({ connectionString: database.ownerUrl });
  await client.connect();
  await client.query('begin');
  await client.query(text, [...values]);
  const waiting = `select count(*)::int as count from pg_locks l join pg_database d on d.oid = l.database or l.database is null
    where not l.granted and d.datname = current_database()`;
  return {
    countWaiting: async () => Number((await askDatabase(database, waiting))[0]?.['count']),
    release: async () => {
      await client.query('rollback');
      await client.end();
    },
  };
}
