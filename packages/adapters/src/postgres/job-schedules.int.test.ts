import { secret } from '@portal/core/secret';
import { askDatabase } from '@portal/testing/ask-database';
import { createTestDatabase, type TestDatabase } from '@portal/testing/postgres';
import { afterAll, beforeAll, beforeEach, describe, expect, it } from 'vitest';
import { createAskForScheduledJobs } from './job-outbox.postgres.ts';
import { createPostgres, type Postgres, type Queryable } from './pool.ts';

const minuteMs = 60_000;

describe('jobs that come again and again', () => {
  let database: TestDatabase;
  let postgres: Postgres;
  beforeAll(async () => {
    database = await createTestDatabase();
    postgres = createPostgres({ url: secret(database.applicationUrl), onError: () => undefined });
  });
  afterAll(async () => {
    await postgres.close();
    await database.drop();
  });
  beforeEach(() => askDatabase(database, 'truncate job_schedules, job_outbox'));

  const askerOf = (everyMs: number, client: Queryable = postgres) =>
    createAskForScheduledJobs(client, [
      { kind: 'clean_up', everyMs },
      { kind: 'forget_old', everyMs: 60 * minuteMs },
    ]);
  const asked = async () => {
    const rows = await askDatabase(database, 'select kind, count(*)::int as jobs from job_outbox group by kind');
    return Object.fromEntries(rows.map(({ kind, jobs }) => [kind, jobs]));
  };
  const letPass = (time: string) =>
    askDatabase(database, `update job_schedules set due_at = due_at - interval '${time}'`);

  it('are asked for at once where they never were, and then each when its time has come', async () => {
    const ask = askerOf(5 * minuteMs);
    expect([await ask(), await ask()]).toEqual([2, 0]);
    await letPass('5 minutes');
    expect([await ask(), await ask()]).toEqual([1, 0]);
    expect(await asked()).toEqual({ clean_up: 2, forget_old: 1 });
  });

  // Fails when whoever comes second moves a time that the first one has moved.
  it('are asked for once, however many workers look at the same moment', async () => {
    const lookTogether = async () => {
      const counts = await Promise.all(Array.from({ length: 8 }, () => askerOf(5 * minuteMs)()));
      return counts.reduce((sum, count) => sum + count, 0);
    };
    expect(await lookTogether()).toBe(2);
    await letPass('1 hour');
    expect(await lookTogether()).toBe(2);
  });

  // Fails when a time that another one has moved a moment later counts as one that lies too far ahead.
  it('are asked for once, also by who began to look a moment before another one did', async () => {
    await postgres.transaction(async (client) => {
      // Its moment is that of its transaction.
      await client.query('select now()');
      expect(await askerOf(5 * minuteMs)()).toBe(2);
      expect(await askerOf(5 * minuteMs, client)()).toBe(0);
    });
    expect(await asked()).toEqual({ clean_up: 1, forget_old: 1 });
  });

  it('that were missed while no worker ran are made up for by one', async () => {
    const ask = askerOf(5 * minuteMs);
    await ask();
    await letPass('3 days');
    expect([await ask(), await ask()]).toEqual([2, 0]);
  });

  // Fails when a time that lies further ahead than the interval counts as one to wait for.
  it('come as often as the settings say now, not as they said before', async () => {
    await askerOf(60 * minuteMs)();
    expect(await askerOf(minuteMs)()).toBe(1);
    expect(await asked()).toEqual({ clean_up: 2, forget_old: 1 });
  });
});
