import { secret } from '@portal/core/secret';
import { createTestDatabase, type TestDatabase } from '@portal/testing/postgres';
import pg from 'pg';
import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import { addDocument, type DocumentsHarness, queryOf } from '../port-suites/documents-harness.ts';
import { describeDocumentPages } from '../port-suites/document-pages.suite.ts';
import { describeDocumentUploads } from '../port-suites/document-uploads.suite.ts';
import { describeDocuments } from '../port-suites/documents.suite.ts';
import { describeFinishAndRecord } from '../port-suites/finish-and-record.suite.ts';
import { describeUnfinishedFiles } from '../port-suites/unfinished-files.suite.ts';
import { createPostgresDocumentsHarness } from './documents-harness.postgres.ts';
import { listQuery } from './documents.queries.ts';
import { createPostgresIdempotencyKeys } from './idempotency-keys.postgres.ts';
import { createPostgres, type Postgres } from './pool.ts';
import { createUploadWrites } from './upload-writes.postgres.ts';

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

const createHarness = (): DocumentsHarness => createPostgresDocumentsHarness(postgres);

describeDocuments('Postgres', createHarness);
describeDocumentUploads('Postgres', createHarness);
describeFinishAndRecord('Postgres', () => ({
  ...createHarness(),
  uploadWrites: createUploadWrites(postgres),
  idempotencyKeys: createPostgresIdempotencyKeys(postgres),
  activityOf: async (documentId) => {
    const recorded = 'select action from activity where document_id = $1';
    return (await postgres.query<{ action: string }>(recorded, [documentId])).rows.map(({ action }) => action);
  },
}));
describeDocumentPages('Postgres', createHarness);
describeUnfinishedFiles('Postgres', async () => {
  await postgres.query('delete from unfinished_files');
  return createHarness();
});

describe('documents in Postgres', () => {
  it('a list begins in the middle of its index, and sorts no more than its page', async () => {
    const harness = createHarness();
    const owner = await harness.newRecord();
    for (let number = 0; number < 3; number += 1) await addDocument(harness, owner);
    for (const sort of ['-uploadedAt', 'title', '-documentDate'] as const) {
      const { next } = await harness.documents.list(queryOf(owner, { sort, limit: 1 }));
      const { text, values } = listQuery(queryOf(owner, { sort, limit: 1, after: next }));
      const plan = await explain(text, values);
      expect(plan).toMatch(/Index Scan using documents_active_by_/);
      expect(plan).toMatch(/Index Cond: .*ROW\(/);
      expect(plan.match(/Sort {2}\(/g)).toHaveLength(1);
    }
  });

  it('no statement is compiled or shared out among processes: that takes longer than any of them', async () => {
    const settings = `select current_setting('jit') as jit, current_setting('max_parallel_workers_per_gather') as workers`;
    expect((await postgres.query(settings)).rows).toEqual([{ jit: 'off', workers: '0' }]);
  });

  it('the application cannot write the versions by itself', async () => {
    await expect(postgres.query('update document_list_versions set version = 0')).rejects.toThrow('permission denied');
  });
});

/** The plan for a table that is too large to be read or sorted whole. */
async function explain(text: string, values: unknown[]): Promise<string> {
  const client = new pg.Client({ connectionString: database.applicationUrl });
  await client.connect();
  try {
    await client.query('set enable_seqscan = off');
    await client.query('set enable_bitmapscan = off');
    await client.query('set enable_sort = off');
    const { rows } = await client.query<{ 'QUERY PLAN': string }>(`explain ${text}`, values);
    return rows.map((row) => row['QUERY PLAN']).join('\n');
  } finally {
    await client.end();
  }
}
