import { newId } from '@portal/core/new-id';
import { secret } from '@portal/core/secret';
import { createTestDatabase, type TestDatabase } from '@portal/testing/postgres';
import { afterAll, beforeAll, expect } from 'vitest';
import { describeIdempotencyKeys } from '../port-suites/idempotency-keys.suite.ts';
import { describeUploads } from '../port-suites/uploads.suite.ts';
import { createPostgresDocuments } from './documents.postgres.ts';
import { createPostgresIdempotencyKeys } from './idempotency-keys.postgres.ts';
import { createPostgres, type Postgres } from './pool.ts';
import { createPostgresUnfinishedFiles } from './unfinished-files.postgres.ts';
import { createUnitOfWork } from './unit-of-work.postgres.ts';
import { createPostgresUploads } from './uploads.postgres.ts';

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

function createHarness() {
  return {
    uploads: createPostgresUploads(postgres),
    idempotencyKeys: createPostgresIdempotencyKeys(postgres),
    documents: createPostgresDocuments(postgres),
    unfinishedFiles: createPostgresUnfinishedFiles(postgres),
    inTransaction: createUnitOfWork(postgres, (client) => ({
      uploads: createPostgresUploads(client),
      idempotencyKeys: createPostgresIdempotencyKeys(client),
      documents: createPostgresDocuments(client),
      unfinishedFiles: createPostgresUnfinishedFiles(client),
    })),
    newRecord: async () => {
      const [userId, recordId] = [newId(), newId()];
      await postgres.query('insert into users (id) values ($1)', [userId]);
      await postgres.query('insert into records (id) values ($1)', [recordId]);
      return { userId, recordId };
    },
    untilSomebodyWaits: () =>
      expect
        .poll(async () => {
          const waiting = `select from pg_stat_activity where datname = current_database() and wait_event_type = 'Lock'`;
          return (await postgres.query(waiting)).rowCount;
        })
        .toBe(1),
  };
}

describeUploads('Postgres', createHarness);
describeIdempotencyKeys('Postgres', createHarness);
