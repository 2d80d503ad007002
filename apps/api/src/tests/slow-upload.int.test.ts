import { randomBytes } from 'node:crypto';
import { join } from 'node:path';
import { PassThrough } from 'node:stream';
import { createDiskDocumentFiles } from '@portal/adapters/disk/document-files.disk';
import { createActivity } from '@portal/adapters/postgres/activity.postgres';
import { createPeople } from '@portal/adapters/postgres/people.postgres';
import { createPostgresDocuments } from '@portal/adapters/postgres/documents.postgres';
import { createPostgres, type Postgres } from '@portal/adapters/postgres/pool';
import { createPostgresUnfinishedFiles } from '@portal/adapters/postgres/unfinished-files.postgres';
import { createUnitOfWork } from '@portal/adapters/postgres/unit-of-work.postgres';
import { createUploadWrites } from '@portal/adapters/postgres/upload-writes.postgres';
import { createAbandonUpload } from '@portal/core/documents/abandon-upload';
import { createBeginUpload } from '@portal/core/documents/begin-upload';
import { createStoreUpload } from '@portal/core/documents/store-upload';
import { newId } from '@portal/core/new-id';
import type { Viewer } from '@portal/core/viewer';
import { askDatabase } from '@portal/testing/ask-database';
import { startTestPortal, type TestPortal } from '@portal/testing/test-portal';
import { keptBy, nothingKept } from '@portal/testing/upload-tools';
import { afterAll, beforeAll, describe, expect, it } from 'vitest';

const minuteMs = 60_000;
const firstBytes = Buffer.from('%PDF-1.7\n');

let portal: TestPortal;
let postgres: Postgres;
let viewer: Viewer;
let uploads: Awaited<ReturnType<typeof createUploads>>;
let time = Date.now();

beforeAll(async () => {
  portal = await startTestPortal();
  postgres = createPostgres({ url: portal.config.databaseUrl, onError: () => undefined });
  const contact = { channel: 'email', address: 'slow@example.org' } as const;
  const ids = { userId: newId(), contactId: newId(), recordId: newId() };
  const { person } = await createPeople(postgres).create({ ...ids, contact });
  const origin = { requestId: newId(), ipAddress: '::1', userAgent: 'a slow browser' };
  viewer = { userId: person.userId, recordId: person.recordId, sessionId: newId(), origin };
  uploads = await createUploads();
});
afterAll(async () => {
  await postgres.close();
  await portal.stop();
});

/** The use cases of an upload over the real stores, looking after its deadline a hundred times a second. */
async function createUploads() {
  const now = () => new Date(time);
  const reportFault = (_what: string, error: unknown) => expect.unreachable(String(error));
  const files = await createDiskDocumentFiles({ folder: join(portal.config.dataFolder, 'documents') });
  const documents = createPostgresDocuments(postgres);
  const unfinishedFiles = createPostgresUnfinishedFiles(postgres);
  const inTransaction = createUnitOfWork(postgres, (client) => ({
    documents: createPostgresDocuments(client),
    unfinishedFiles: createPostgresUnfinishedFiles(client),
    activity: createActivity(client),
  }));
  const newRandomName = () => randomBytes(16).toString('hex');
  const abandonUpload = createAbandonUpload({ inTransaction, files, now, reportFault });
  return {
    begin: createBeginUpload({
      uploadWrites: createUploadWrites(postgres),
      now,
      newId,
      newRandomName,
      quotaInBytes: 1_000_000,
    }),
    store: createStoreUpload({ files, documents, abandonUpload, now, reportFault, extendEveryMs: 10 }),
    abandon: abandonUpload,
    /** What the sweeper takes at a moment. */
    claim: (at: Date) => unfinishedFiles.claimOverdue(at, at, 10),
  };
}

async function beginSlowUpload() {
  const intent = await uploads.begin({ viewer, fileName: 'slow.pdf', firstBytes, announcedSizeInBytes: 1000 });
  const bytes = new PassThrough();
  const storing = uploads.store({ viewer, intent, bytes });
  bytes.write(firstBytes);
  return { intent, bytes, storing };
}

const deadlineMs = async (): Promise<number> => {
  const [row] = await askDatabase(portal.database, 'select deadline from unfinished_files');
  return (row?.['deadline'] as Date | undefined)?.getTime() ?? 0;
};

describe('an upload over a slow line', () => {
  // The mutant: `keepAlive` out of store-upload.ts.
  it('is swept at no time while its bytes come, though that takes hours', async () => {
    const { intent, bytes, storing } = await beginSlowUpload();
    for (let hours = 0; hours < 3; hours += 1) {
      time += 50 * minuteMs;
      await expect.poll(deadlineMs).toBeGreaterThan(time + 50 * minuteMs);
      expect(await uploads.claim(new Date(time))).toEqual([]);
    }
    bytes.end('the rest');
    expect(await storing).toMatchObject({ documentId: intent.documentId, sizeInBytes: firstBytes.length + 8 });
    await uploads.abandon({ intent });
    expect(await keptBy(portal)).toEqual(nothingKept);
  });

  // The mutant: `onSwept` out of store-upload.ts.
  it('that was swept all the same is stopped at once, and nothing of it is kept', async () => {
    const { bytes, storing } = await beginSlowUpload();
    expect(await uploads.claim(new Date(time + 24 * 60 * minuteMs))).toHaveLength(1);
    await expect(storing).rejects.toMatchObject({ code: 'upload_interrupted' });
    expect(bytes.destroyed).toBe(true);
    expect(await keptBy(portal)).toEqual(nothingKept);
  });
});
