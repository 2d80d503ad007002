import pg from 'pg';
import { expect, test } from 'vitest';
import { createTestDatabase } from './postgres.ts';
import { testRedis } from './redis.ts';

const query = async (url: string, statement: string): Promise<unknown[]> => {
  const client = new pg.Client({ connectionString: url });
  await client.connect();
  try {
    return (await client.query(statement)).rows;
  } finally {
    await client.end();
  }
};

test('each test file gets a migrated database of its own, as the application may use it', async () => {
  const [one, other] = await Promise.all([createTestDatabase(), createTestDatabase()]);
  await query(one.applicationUrl, `insert into records (id) values ('018f0000-0000-7000-8000-000000000000')`);
  expect(await query(one.applicationUrl, 'select count(*)::int as records from records')).toEqual([{ records: 1 }]);
  expect(await query(other.applicationUrl, 'select count(*)::int as records from records')).toEqual([{ records: 0 }]);
  await Promise.all([one.drop(), other.drop()]);
});

test('the application can change neither tables nor the past', async () => {
  const database = await createTestDatabase();
  await expect(query(database.applicationUrl, 'drop table records')).rejects.toThrow('must be owner');
  await expect(query(database.applicationUrl, 'delete from activity')).rejects.toThrow('permission denied');
  await database.drop();
});

test('each test file gets a Redis database of its own', async () => {
  const [one, other] = await Promise.all([testRedis(), testRedis()]);
  expect(one.url).not.toBe(other.url);
});
