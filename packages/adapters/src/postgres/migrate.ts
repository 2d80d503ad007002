import { fileURLToPath } from 'node:url';
import { runner } from 'node-pg-migrate';
import pg from 'pg';
import { migrateJobs } from '../pg-boss/migrate-jobs.ts';

export type MigrateOptions = {
  /** The owner's role: the application's may not change a table. */
  ownerUrl: string;
  /** Told what is being done, a line at a time. */
  onProgress?: (line: string) => void;
};

const migrationsFolder = fileURLToPath(new URL('migrations', import.meta.url));

/**
 * Runs the migrations that the database does not have yet, all or none, in the order of their numbers, then those of the
 * queue of jobs.
 * Instances that start together wait for one another. Answers the names of what was run; throws the database's error.
 */
export const migrate = async ({ ownerUrl, onProgress }: MigrateOptions): Promise<string[]> => {
  // A client of our own: the library does not wait for the end of the one that it makes by itself.
  const client = new pg.Client({ connectionString: ownerUrl });
  // A connection that breaks fails the statement under way; without a listener it would end the process as well.
  client.on('error', ignore);
  await client.connect();
  try {
    const done = await runner({
      dbClient: client,
      dir: migrationsFolder,
      ignorePattern: '(?!.*\\.sql$).*',
      direction: 'up',
      migrationsTable: 'migrations',
      advisoryLockMode: 'wait',
      singleTransaction: true,
      logger: { debug: ignore, info: ignore, warn: ignore, error: ignore },
    });
    const names = done.map(({ name }) => name);
    for (const name of names) onProgress?.(`migrated ${name}`);
    // Held until this connection ends.
    await client.query(`select pg_advisory_lock(hashtextextended('migrate the queue of jobs', 0))`);
    await migrateJobs({ ownerUrl });
    return names;
  } finally {
    await client.end();
  }
};

const ignore = (): void => undefined;
