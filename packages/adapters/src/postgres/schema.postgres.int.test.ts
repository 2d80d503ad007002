import { askDatabase } from '@portal/testing/ask-database';
import { createTestDatabase, type TestDatabase } from '@portal/testing/postgres';
import { secret } from '@portal/core/secret';
import { afterAll, beforeAll, expect, it } from 'vitest';
import { createPostgres, type Postgres } from './pool.ts';
import { createSchemaCheck } from './schema.postgres.ts';

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

it('a database is ready when its newest migration has run, and not before', async () => {
  expect(await createSchemaCheck(postgres)()).toBe(true);
  await askDatabase(database, 'drop function record_activity_once');
  expect(await createSchemaCheck(postgres)()).toBe(false);
});
