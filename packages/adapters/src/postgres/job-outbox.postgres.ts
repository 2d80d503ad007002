import type { QueuedJob } from '@portal/core/jobs/job-queue.port';
import type { Job, JobKind, ScheduledJobKind } from '@portal/core/jobs/jobs.port';
import type { Postgres, Queryable } from './pool.ts';

/**
 * Gives jobs to a queue and answers the ids of those that it has now. Within the transaction that strikes them from the
 * outbox: a queue in the same database joins in.
 */
export type HandOver = (jobs: readonly QueuedJob[], client: Queryable) => Promise<readonly string[]>;

/** Answers how many jobs the queue took. */
export type RelayJobs = () => Promise<number>;

const atOnce = 100;

const lock = `
  select id, kind, record_id, document_id from job_outbox where not_before <= now()
  order by not_before, id limit ${atOnce} for update skip locked`;

/**
 * Hands what is due to the queue, until nothing is left. Any number of workers may do it at once: a row is locked while
 * it is handed over, and is due again where the worker dies. A queue outside of the database may get it twice then.
 */
export function createRelayJobs({ postgres, handOver }: { postgres: Postgres; handOver: HandOver }): RelayJobs {
  const relaySome = (): Promise<{ locked: number; taken: number }> =>
    postgres.transaction(async (client) => {
      const { rows } = await client.query<OutboxRow>(lock, [], 'lock-outbox');
      if (rows.length === 0) return { locked: 0, taken: 0 };
      const taken = await handOver(rows.map(queuedJobOf), client);
      await client.query('delete from job_outbox where id = any($1::uuid[])', [taken], 'strike-outbox');
      return { locked: rows.length, taken: taken.length };
    });

  return async () => {
    let total = 0;
    let some: { locked: number; taken: number };
    do {
      some = await relaySome();
      total += some.taken;
      // One that was not taken is first in the next round: without progress there is no next round.
    } while (some.locked === atOnce && some.taken > 0);
    return total;
  };
}

export type Schedule = { kind: ScheduledJobKind; everyMs: number };

// A time that lies further ahead than its interval stands there since the interval was longer. By less than that, it was
// moved by somebody who looked at the same moment.
const sameMoment = `interval '1 minute'`;

const askForDue = `
  with known as (
    select kind, make_interval(secs => every_ms / 1000) as every from unnest($1::text[], $2::float8[]) as k (kind, every_ms)
  ), due as (
    select kind, every from known as k
    where not exists (
      select from job_schedules as s
      where s.kind = k.kind and s.due_at > now() and s.due_at <= now() + k.every + ${sameMoment})
  ), moved as (
    insert into job_schedules as s (kind, due_at) select kind, now() + every from due
    on conflict (kind) do update set due_at = excluded.due_at
      where s.due_at <= now() or s.due_at > excluded.due_at + ${sameMoment}
    returning kind
  )
  insert into job_outbox (id, kind) select gen_random_uuid(), kind from moved`;

/**
 * Asks for the jobs whose time has come, each once for all workers that look at the same moment; one that was never
 * asked for is due at once. What was missed while no worker ran is made up for by one job. Answers how many.
 */
export function createAskForScheduledJobs(client: Queryable, schedules: readonly Schedule[]): () => Promise<number> {
  return async () => {
    const values = [schedules.map(({ kind }) => kind), schedules.map(({ everyMs }) => everyMs)];
    return (await client.query(askForDue, values, 'ask-for-scheduled-jobs')).rowCount ?? 0;
  };
}

/** What waits here for a worker: more than a few, or for more than seconds, says that none runs. */
export async function describeOutbox(client: Queryable) {
  const { rows } = await client.query<{ waiting: string; oldest_ms: number | null }>(
    `select count(*) as waiting, extract(epoch from now() - min(not_before))::float8 * 1000 as oldest_ms
     from job_outbox where not_before <= now()`,
  );
  return { notHandedOver: Number(rows[0]?.waiting), oldestNotHandedOverMs: rows[0]?.oldest_ms ?? undefined };
}

type OutboxRow = { id: string; kind: JobKind; record_id: string | null; document_id: string | null };

function queuedJobOf({ id, kind, record_id: recordId, document_id: documentId }: OutboxRow): QueuedJob {
  // The rows are written from jobs alone, whose ids are there where their kind has them.
  const ids = { ...(recordId === null ? {} : { recordId }), ...(documentId === null ? {} : { documentId }) };
  return { id, job: { kind, ...ids } as Job };
}
