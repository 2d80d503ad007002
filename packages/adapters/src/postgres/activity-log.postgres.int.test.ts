import { activityKeptForMonths } from '@portal/core/activity/activity-kinds';
import { newId } from '@portal/core/new-id';
import { secret } from '@portal/core/secret';
import { askDatabase } from '@portal/testing/ask-database';
import { createTestDatabase } from '@portal/testing/postgres';
import type { TestDatabase } from '@portal/testing/postgres';
import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import { activityLogSuite } from '../port-suites/activity-log.suite.ts';
import { createActivityLog, createActivityMonths } from './activity-log.postgres.ts';
import { createActivity } from './activity.postgres.ts';
import { createPostgres } from './pool.ts';
import type { Postgres } from './pool.ts';

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

activityLogSuite('Postgres', () => ({
  activity: createActivity(postgres),
  activityLog: createActivityLog(postgres),
  moveTo: async (documentId, at) => {
    await askDatabase(database, 'update activity set at = $2 where document_id = $1', [documentId, at]);
  },
}));

const insertAt = `insert into activity (id, at, action, outcome, actor_type, record_id)
  values ($1, $2, 'signed_in', 'done', 'system', $3)`;
const monthsOf = async () =>
  (
    await askDatabase(
      database,
      `select c.relname as name from pg_inherits i join pg_class c on c.oid = i.inhrelid
       where i.inhparent = 'activity'::regclass order by 1`,
    )
  ).map(({ name }) => String(name));
const monthName = (date: Date) => `activity_${date.toISOString().slice(0, 7).replace('-', '_')}`;
const monthsAgo = (months: number) => {
  const now = new Date();
  return new Date(Date.UTC(now.getUTCFullYear(), now.getUTCMonth() - months, 1));
};

/** A month of its own, as it was made when it was the present one, with a line in its first moment. */
async function addMonth(months: number): Promise<string> {
  const [begins, ends] = [monthsAgo(months), monthsAgo(months - 1)];
  const name = monthName(begins);
  const bounds = `from ('${begins.toISOString()}') to ('${ends.toISOString()}')`;
  await askDatabase(database, `create table ${name} partition of activity for values ${bounds}`);
  await askDatabase(database, insertAt, [newId(), begins, newId()]);
  return name;
}

describe('the activity record', () => {
  it.each([
    'update activity set action = $1',
    'delete from activity where action = $1',
    'truncate activity',
    'drop table activity',
    'alter table activity disable trigger all',
    'delete from activity_other where action = $1',
    'insert into activity_other (id, at, action, outcome, actor_type) values (gen_random_uuid(), now(), $1, $1, $1)',
  ])('row 34: cannot be changed by the role of the application: %s', async (text) => {
    const asked = postgres.query(text, text.includes('$1') ? ['document_viewed'] : []);
    await expect(asked).rejects.toThrow(/permission denied|must be owner/);
  });

  it('row 34: cannot be changed on conflict, by a merge, or in a month of its own either', async () => {
    const month = monthName(monthsAgo(0));
    const attempts = [
      `insert into activity (id, at, action, outcome, actor_type) select id, at, 'x', outcome, actor_type from activity
       on conflict (id, at) do update set action = 'x'`,
      'merge into activity using (values (1)) as one on true when matched then delete',
      `update ${month} set action = 'x'`,
      `delete from ${month}`,
      `truncate ${month}`,
      `select * from activity for update`,
    ];
    for (const attempt of attempts) await expect(postgres.query(attempt)).rejects.toThrow('permission denied');
  });

  it('row 34: is kept for 72 months to the day, and dropped by whole months after that', async () => {
    const months = createActivityMonths(postgres);
    const kept = [await addMonth(activityKeptForMonths), await addMonth(activityKeptForMonths - 1)];
    const old = [await addMonth(activityKeptForMonths + 1), await addMonth(activityKeptForMonths + 30)];
    const stray = [monthsAgo(activityKeptForMonths + 20), monthsAgo(activityKeptForMonths - 20)];
    for (const at of stray) await askDatabase(database, insertAt, [newId(), at, newId()]);
    const before = await monthsOf();
    expect(await months.dropOld()).toBe(old.length);
    expect(await monthsOf()).toEqual(before.filter((name) => !old.includes(name)));
    expect(before).toEqual(expect.arrayContaining([...kept, ...old]));
    const strays = await askDatabase(database, 'select at from activity_other where at = any($1)', [stray]);
    expect(strays).toEqual([{ at: stray[1] }]);
    expect(await months.dropOld()).toBe(0);
  });

  it('row 34: has room for the months to come, also where their lines came before their room did', async () => {
    const months = createActivityMonths(postgres);
    const next = monthName(monthsAgo(-2));
    await askDatabase(database, `drop table ${next}`);
    const id = newId();
    await askDatabase(database, insertAt, [id, monthsAgo(-2), newId()]);
    await Promise.all([months.prepare(), months.prepare(), months.dropOld()]);
    expect(await askDatabase(database, `select id from ${next}`)).toEqual([{ id }]);
    expect(await askDatabase(database, 'select from activity_other where id = $1', [id])).toEqual([]);
    await expect(postgres.query(`delete from ${next}`)).rejects.toThrow('permission denied');
  });

  it('row 34: is let go of by nobody but its owner’s functions, whatever table stands in their way', async () => {
    await postgres.transaction(async (client) => {
      await client.query('create temporary table activity_other (at timestamptz)');
      await client.query('create temporary table pg_class (oid oid, relname name)');
      await client.query('select drop_old_activity_partitions()');
      await client.query('select ensure_activity_partitions()');
    });
    expect(await monthsOf()).toContain(monthName(monthsAgo(0)));
    const callers = await askDatabase(
      database,
      `select p.proname as name from pg_proc p
       where p.proname like '%activity_partitions' and has_function_privilege('public', p.oid, 'execute')`,
    );
    expect(callers).toEqual([]);
  });
});
