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

/**
 * Jobs, and when queues were looked after. Nothing of what the owner reads and runs when it migrates: the library keeps
 * statements for later in `bam`, and the names of tables in `queue`.
 */
const grants = `
  grant usage on schema ${jobsSchema} to portal_app;
  revoke insert, update, delete on all tables in schema ${jobsSchema} from portal_app;
  grant select on all tables in schema ${jobsSchema} to portal_app;
  grant insert, update, delete on ${jobsSchema}.job, ${jobsSchema}.job_common, ${jobsSchema}.job_dependency,
    ${jobsSchema}.instance to portal_app;
  grant insert, delete on ${jobsSchema}.warning, ${jobsSchema}.queue_stats to portal_app;
  grant update (cron_on, bam_on, flow_on, reindex_on, monitor_backoff_on) on ${jobsSchema}.version to portal_app;
  grant update (deferred_count, blocked_count, queued_count, ready_count, warning_queued, active_count, failed_count,
    total_count, retained_count, retained_on, created_delta, completed_delta, failed_delta, delta_on, delta_seconds,
    wait_bins, run_bins, ready_oldest_seconds, ready_history, singletons_active, monitor_claim_on, monitor_on,
    maintain_on, updated_on) on ${jobsSchema}.queue to portal_app;
  grant execute on all functions in schema ${jobsSchema} to portal_app`;
