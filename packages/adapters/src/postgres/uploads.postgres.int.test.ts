import { secret } from '@portal/core/secret';
import { createTestDatabase, type TestDatabase } from '@portal/testing/postgres';
import { afterAll, beforeAll } from 'vitest';
import { describeIdempotencyKeys } from '../port-suites/idempotency-keys.suite.ts';
import { describeUploads } from '../port-suites/uploads.suite.ts';
import { createPostgresDocumentsHarness } from './documents-harness.postgres.ts';
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
    ...createPostgresDocumentsHarness(postgres),
    uploads: createPostgresUploads(postgres),
    idempotencyKeys: createPostgresIdempotencyKeys(postgres),
    inTransaction: createUnitOfWork(postgres, (client) => ({
      uploads: createPostgresUploads(client),
      idempotencyKeys: createPostgresIdempotencyKeys(client),
      documents: createPostgresDocuments(client),
      unfinishedFiles: createPostgresUnfinishedFiles(client),
    })),
  };
}

describeUploads('Postgres', createHarness);
describeIdempotencyKeys('Postgres', createHarness);
