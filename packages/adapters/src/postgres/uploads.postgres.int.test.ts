import { secret } from '@portal/core/secret';
import { createTestDatabase, type TestDatabase } from '@portal/testing/postgres';
import { afterAll, beforeAll } from 'vitest';
import { addDocument } from '../port-suites/documents-harness.ts';
import { describeIdempotencyKeys } from '../port-suites/idempotency-keys.suite.ts';
import { describeUnverifiedFiles } from '../port-suites/unverified-files.suite.ts';
import { describeUploads } from '../port-suites/uploads.suite.ts';
import { createPostgresDocumentsHarness } from './documents-harness.postgres.ts';
import { createPostgresDocuments } from './documents.postgres.ts';
import { createPostgresIdempotencyKeys } from './idempotency-keys.postgres.ts';
import { createPostgres, type Postgres } from './pool.ts';
import { createPostgresUnfinishedFiles } from './unfinished-files.postgres.ts';
import { createUnitOfWork } from './unit-of-work.postgres.ts';
import { createPostgresUnverifiedFiles } from './unverified-files.postgres.ts';
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
describeUnverifiedFiles('Postgres', async () => {
  await postgres.query('delete from unverified_files');
  const harness = createHarness();
  return {
    unverifiedFiles: createPostgresUnverifiedFiles(postgres),
    newDocument: async () => {
      const { id: documentId, recordId } = await addDocument(harness, await harness.newRecord());
      return { documentId, recordId };
    },
    deleteDocument: async ({ documentId, recordId }) => {
      await harness.inTransaction(({ documents }) => documents.remove(recordId, documentId, new Date()));
    },
  };
});
