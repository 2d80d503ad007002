import { newId } from '@portal/core/new-id';
import { secret } from '@portal/core/secret';
import { askDatabase } from '@portal/testing/ask-database';
import { createTestDatabase } from '@portal/testing/postgres';
import { expect, it } from 'vitest';
import { describeJobQueue, type JobQueueHarness, someJob } from '../port-suites/job-queue.suite.ts';
import { createRelayJobs } from '../postgres/job-outbox.postgres.ts';
import { createPostgresJobs } from '../postgres/jobs.postgres.ts';
import { createPostgres } from '../postgres/pool.ts';
import { createPgBossQueue } from './job-queue.pg-boss.ts';

const tries = 3;

type PgBossHarness = Omit<JobQueueHarness, 'open'> & {
  postgres: ReturnType<typeof createPostgres>;
  database: Awaited<ReturnType<typeof createTestDatabase>>;
  open: () => ReturnType<typeof createPgBossQueue>;
};

async function start(): Promise<PgBossHarness> {
  const database = await createTestDatabase();
  const url = secret(database.applicationUrl);
  const postgres = createPostgres({ url, onError: () => undefined });
  await askDatabase(
    database,
    `update jobs.queue set retry_limit = ${tries - 1}, retry_delay = 0, retry_backoff = false`,
  );
  const open = () => createPgBossQueue({ url, postgres, atOnce: { check_document: 4 }, onError: () => undefined });
  const giver = open();
  return {
    database,
    postgres,
    open,
    tries,
    handOver: async (jobs) => {
      await postgres.transaction((client) => giver.handOver(jobs, client));
    },
    stop: async () => {
      await giver.close();
      await postgres.close();
      await database.drop();
    },
  };
}

describeJobQueue('Postgres', start);

const countJobs = async ({ database }: PgBossHarness) =>
  askDatabase(
    database,
    `select (select count(*)::int from job_outbox) as asked, (select count(*)::int from jobs.job) as queued`,
  );

it('a change that is rolled back leaves no job, one that is committed has one', { timeout: 60_000 }, async () => {
  const harness = await start();
  const { postgres } = harness;
  const failing = postgres.transaction(async (client) => {
    await createPostgresJobs(client).enqueue(someJob());
    throw new Error('the change failed');
  });
  await expect(failing).rejects.toThrow('the change failed');
  expect(await countJobs(harness)).toEqual([{ asked: 0, queued: 0 }]);
  await postgres.transaction((client) => createPostgresJobs(client).enqueue(someJob()));
  await postgres.transaction((client) =>
    createPostgresJobs(client).enqueue(someJob(), { notBefore: new Date(Date.now() + 3_600_000) }),
  );
  const queue = harness.open();
  const relay = createRelayJobs({ postgres, handOver: queue.handOver });
  expect(await relay()).toBe(1);
  expect(await countJobs(harness)).toEqual([{ asked: 1, queued: 1 }]);
  await queue.close();
  await harness.stop();
});

// Fails where the queue is handed its jobs on a connection of its own.
it(
  'a relay that fails after the queue took a job leaves it in the outbox alone, for the next one',
  { timeout: 60_000 },
  async () => {
    const harness = await start();
    const { postgres } = harness;
    await createPostgresJobs(postgres).enqueue(someJob());
    const queue = harness.open();
    const failing = createRelayJobs({
      postgres,
      handOver: async (jobs, client) => {
        await queue.handOver(jobs, client);
        throw new Error('the relay was cut off');
      },
    });
    await expect(failing()).rejects.toThrow('cut off');
    expect(await countJobs(harness)).toEqual([{ asked: 1, queued: 0 }]);
    const relays = [1, 2, 3].map(() => createRelayJobs({ postgres, handOver: queue.handOver }));
    const handed = await Promise.all(relays.map((relay) => relay()));
    expect(handed.reduce((sum, count) => sum + count, 0)).toBe(1);
    expect(await countJobs(harness)).toEqual([{ asked: 0, queued: 1 }]);
    expect(await queue.describe()).toMatchObject({ waiting: 1, waitingByKind: { check_document: 1 } });
    await queue.close();
    await harness.stop();
  },
);

it(
  'every document that comes into state processing has its job, in the same transaction',
  { timeout: 60_000 },
  async () => {
    const harness = await start();
    const [userId, recordId, documentId] = [newId(), newId(), newId()];
    await harness.postgres.query('insert into users (id) values ($1)', [userId]);
    await harness.postgres.query('insert into records (id) values ($1)', [recordId]);
    const insert = `insert into documents (id, record_id, uploaded_by, state, title, sort_title, file_name, category,
      size_in_bytes, storage_key, uploaded_at)
    values ($1, $2, $3, 'uploading', '', '', 'a.pdf', 'other', 1, 'documents/a/b/c', now())`;
    await harness.postgres.query(insert, [documentId, recordId, userId]);
    expect(await countJobs(harness)).toEqual([{ asked: 0, queued: 0 }]);
    const process = `update documents set state = 'processing', sha256 = repeat('0', 64) where id = $1`;
    const failing = harness.postgres.transaction(async (client) => {
      await client.query(process, [documentId]);
      throw new Error('the upload failed');
    });
    await expect(failing).rejects.toThrow('the upload failed');
    expect(await countJobs(harness)).toEqual([{ asked: 0, queued: 0 }]);
    await harness.postgres.query(process, [documentId]);
    // Nothing is asked for a second time by a change of something else.
    await harness.postgres.query(`update documents set state = 'processing', note = 'x' where id = $1`, [documentId]);
    expect(await askDatabase(harness.database, 'select kind, record_id, document_id from job_outbox')).toEqual([
      { kind: 'check_document', record_id: recordId, document_id: documentId },
    ]);
    await harness.stop();
  },
);

// Fails when `notifyWorker` is taken out: 40 jobs then take 10 seconds, which is 4 places with a second between two.
it('a place that has done a job looks for the next one at once', { timeout: 60_000 }, async () => {
  const harness = await start();
  await harness.handOver(Array.from({ length: 40 }, () => ({ id: newId(), job: someJob() })));
  const queue = harness.open();
  const takenAt: number[] = [];
  await queue.start(async () => void takenAt.push(performance.now()));
  await expect.poll(() => takenAt.length, { timeout: 30_000 }).toBe(40);
  expect((takenAt.at(-1) ?? Infinity) - (takenAt[0] ?? 0)).toBeLessThan(7_000);
  await queue.stopTaking();
  await queue.close();
  await harness.stop();
});

// Fails without `groupConcurrency`: the other one waits until all that came before it are done.
it('however many jobs one record has, there is a place for another one’s', { timeout: 60_000 }, async () => {
  const harness = await start();
  const recordId = newId();
  await harness.handOver(Array.from({ length: 12 }, () => ({ id: newId(), job: { ...someJob(), recordId } })));
  const queue = harness.open();
  const taken: string[] = [];
  const held: (() => void)[] = [];
  await queue.start(async ({ job }) => {
    taken.push('recordId' in job ? job.recordId : '');
    await new Promise<void>((resolve) => held.push(resolve));
  });
  await expect.poll(() => taken.length, { timeout: 20_000 }).toBeGreaterThanOrEqual(3);
  const other = someJob();
  await harness.handOver([{ id: newId(), job: other }]);
  // Whoever does the longest is done, and takes the next.
  for (let many = taken.length; many < 12 && !taken.includes(other.recordId); many = taken.length) {
    held.shift()?.();
    await expect.poll(() => taken.length, { timeout: 20_000 }).toBeGreaterThan(many);
  }
  expect(taken.slice(0, 12)).toContain(other.recordId);
  await queue.close();
  for (const letGo of held) letGo();
  await harness.stop();
});

// Fails when a right is taken that the library needs to look after jobs of dead workers and of long ago.
it('is looked after with the rights that a worker has', { timeout: 60_000 }, async () => {
  const { database, postgres, stop } = await start();
  const errors: string[] = [];
  const onError = ({ message }: Error) => void errors.push(message);
  const url = secret(database.applicationUrl);
  const queue = createPgBossQueue({ url, postgres, atOnce: {}, onError });
  await queue.start(async () => undefined);
  const lookedAfter = `select 1 from jobs.queue having bool_and(maintain_on is not null)
    and min(monitor_on) > min(maintain_on) + interval '2 seconds'`;
  await expect.poll(() => askDatabase(database, lookedAfter), { timeout: 30_000 }).toHaveLength(1);
  expect(errors).toEqual([]);
  await queue.close();
  await stop();
});
