import { newId } from '@portal/core/new-id';
import { secret } from '@portal/core/secret';
import { askDatabase } from '@portal/testing/ask-database';
import { createTestDatabase } from '@portal/testing/postgres';
import type { TestDatabase } from '@portal/testing/postgres';
import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import { noticesSuite } from '../port-suites/notices.suite.ts';
import { createPostgresNoticeBatches } from './notice-batches.postgres.ts';
import { createPostgresEndingTrash, createPostgresNotices } from './notices.postgres.ts';
import { createPeople } from './people.postgres.ts';
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

async function newPerson() {
  const contact = { channel: 'email', address: `${newId()}@example.org` } as const;
  const ids = { userId: newId(), contactId: newId(), recordId: newId() };
  return (await createPeople(postgres).create({ ...ids, contact })).person;
}

const addDocument = `
  insert into documents (id, record_id, uploaded_by, state, title, file_name, category, size_in_bytes, sha256, is_copy,
    storage_key, uploaded_at, trashed_at, purge_at, sort_title)
  values ($1::uuid, $2, $3, $4, 'a secret title', 'a', 'other', 1, repeat('0', 64), true, $1::uuid::text, now(), $5, $6, '')`;

noticesSuite('Postgres', () => ({
  notices: createPostgresNotices(postgres),
  batches: createPostgresNoticeBatches(postgres),
  endingTrash: createPostgresEndingTrash(postgres),
  newPerson,
  addDocument: async ({ recordId, userId }, state, trash) => {
    const id = newId();
    await postgres.query(addDocument, [id, recordId, userId, state, trash?.trashedAt, trash?.purgeAt]);
    return id;
  },
}));

describe('what is kept of a notice', () => {
  it('goes with the person that it is for', async () => {
    const { recordId, userId } = await newPerson();
    const cause = newId();
    const notice = { kind: 'document_ready', recordId, documentId: newId(), cause, createdAt: new Date() } as const;
    await createPostgresNotices(postgres).add(notice);
    const isLeft = async () => (await askDatabase(database, 'select from notices where cause = $1', [cause])).length;
    expect(await isLeft()).toBe(1);
    await askDatabase(database, 'delete from users where id = $1', [userId]);
    expect(await isLeft()).toBe(0);
  });
});
