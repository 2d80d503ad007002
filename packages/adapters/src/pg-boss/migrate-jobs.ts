import { PgBoss } from 'pg-boss';
import { deadJobsOptions, deadJobsQueue, jobsSchema, queueNames, queueOptions } from './job-queues.ts';

/**
 * Brings the queue's own tables up to date, and its queues to what this release wants. With the owner's role: workers run
 * with the application's, which may change rows and no table. Instances that start together wait for one another.
 * Throws the database's error.
 */
export async function migrateJobs({ ownerUrl }: { ownerUrl: string }): Promise<void> {
  const boss = new PgBoss({
    connectionString: ownerUrl,
    schema: jobsSchema,
    max: 1,
    supervise: false,
    schedule: false,
    reindex: false,
    registerInstance: false,
  });
  // What breaks here rejects the call under way; without a listener it would end the process as well.
  boss.on('error', () => undefined);
  try {
    await boss.start();
    const existing = new Set((await boss.getQueues()).map(({ name }) => name));
    const wanted = [
      { name: deadJobsQueue, options: deadJobsOptions },
      ...queueNames.map((name) => ({ name, options: queueOptions })),
    ];
    for (const { name, options } of wanted) {
      await (existing.has(name) ? boss.updateQueue(name, options) : boss.createQueue(name, options));
    }
    await boss.getDb().executeSql(grants);
  } finally {
    await boss.stop({ graceful: false });
  }
}

const grants = `
  grant usage on schema ${jobsSchema} to portal_app;
  grant select, insert, update, delete on all tables in schema ${jobsSchema} to portal_app;
  grant execute on all functions in schema ${jobsSchema} to portal_app`;
