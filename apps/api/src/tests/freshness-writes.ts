import { randomBytes } from 'node:crypto';
import { Readable } from 'node:stream';
import { createMemoryDocumentFiles } from '@portal/adapters/memory/document-files.memory';
import { createActivity } from '@portal/adapters/postgres/activity.postgres';
import { createPostgresDocuments } from '@portal/adapters/postgres/documents.postgres';
import { createPostgresIdempotencyKeys } from '@portal/adapters/postgres/idempotency-keys.postgres';
import type { Postgres } from '@portal/adapters/postgres/pool';
import { createPostgresUnfinishedFiles } from '@portal/adapters/postgres/unfinished-files.postgres';
import { createUnitOfWork } from '@portal/adapters/postgres/unit-of-work.postgres';
import { createUploadWrites } from '@portal/adapters/postgres/upload-writes.postgres';
import { createAbandonUpload } from '@portal/core/documents/abandon-upload';
import { createBeginUpload } from '@portal/core/documents/begin-upload';
import { createChangeDocument } from '@portal/core/documents/change-document';
import { createDeleteDocument } from '@portal/core/documents/delete-document';
import { createFinishUpload } from '@portal/core/documents/finish-upload';
import { createRestoreDocument } from '@portal/core/documents/restore-document';
import { createStoreUpload, type StoredUpload } from '@portal/core/documents/store-upload';
import { createTrashDocument } from '@portal/core/documents/trash-document';
import { newId } from '@portal/core/new-id';
import type { Viewer } from '@portal/core/viewer';
import type { Kept } from './freshness-truth.ts';

export const changes = ['rename', 'trash', 'restore', 'delete'] as const;
export type Change = (typeof changes)[number];

export type Writes = {
  /** Its bytes are there, and nobody sees it. */
  prepareUpload: (viewer: Viewer) => Promise<StoredUpload>;
  /** Each is one transaction, and answers what the record holds after it. Refusals reject as the portal's problems. */
  finishUpload: (viewer: Viewer, upload: StoredUpload, before: readonly Kept[]) => Promise<readonly Kept[]>;
  change: (viewer: Viewer, change: Change, document: Kept, before: readonly Kept[]) => Promise<readonly Kept[]>;
};

/** The use cases that write, over the database itself. */
export function createWrites(postgres: Postgres): Writes {
  const startMs = Date.now();
  let calls = 0;
  // No two documents of the same time, so that there is one right order.
  const now = (): Date => new Date(startMs + (calls += 1));
  const inTransaction = createUnitOfWork(postgres, (client) => ({
    documents: createPostgresDocuments(client),
    unfinishedFiles: createPostgresUnfinishedFiles(client),
    activity: createActivity(client),
    idempotencyKeys: createPostgresIdempotencyKeys(client),
  }));
  const documents = createPostgresDocuments(postgres);
  const uploadWrites = createUploadWrites(postgres);
  const files = createMemoryDocumentFiles();
  const reportFault = (what: string, cause: unknown): never => {
    throw new Error(what, { cause });
  };
  const abandonUpload = createAbandonUpload({ inTransaction, files, now, reportFault });
  const newRandomName = (): string => randomBytes(16).toString('hex');
  const beginUpload = createBeginUpload({ uploadWrites, now, newId, newRandomName, quotaInBytes: 1024 ** 3 });
  const storeUpload = createStoreUpload({
    files,
    documents,
    abandonUpload,
    now,
    reportFault,
    extendEveryMs: 60_000,
  });
  const finishUpload = createFinishUpload({ inTransaction, uploadWrites, abandonUpload, now, nudge: () => undefined });
  const changeDocument = createChangeDocument({ inTransaction });
  const trashDocument = createTrashDocument({ inTransaction, now });
  const restoreDocument = createRestoreDocument({ inTransaction });
  const deleteDocument = createDeleteDocument({ inTransaction, files, now, reportFault });
  return {
    prepareUpload: async (viewer) => {
      const bytes = Buffer.from(`%PDF-1.7\n${newRandomName()}`);
      const file = { fileName: 'scan.pdf', firstBytes: bytes, announcedSizeInBytes: bytes.length };
      return storeUpload({ viewer, intent: await beginUpload({ viewer, ...file }), bytes: Readable.from([bytes]) });
    },
    finishUpload: async (viewer, upload, before) => {
      const said = { title: `${before.length}`, category: undefined, documentDate: undefined };
      const rest = { keepBoth: false, idempotency: undefined };
      const { document } = await finishUpload({ viewer, upload, ...said, ...rest });
      const { id, title, uploadedAt } = document;
      return [...before, { id, title, order: uploadedAt.getTime(), view: 'active' }];
    },
    change: async (viewer, change, document, before) => {
      const documentId = document.id;
      const others = before.filter(({ id }) => id !== documentId);
      if (change === 'rename') {
        const fields = { title: `${document.title}+` };
        await changeDocument({ viewer, documentId, revision: undefined, fields });
        return [...others, { ...document, ...fields }];
      }
      if (change === 'delete') {
        await deleteDocument({ viewer, documentId });
        return others;
      }
      await (change === 'trash' ? trashDocument : restoreDocument)({ viewer, documentId });
      return [...others, { ...document, view: change === 'trash' ? 'trash' : 'active' }];
    },
  };
}

/** Somebody with a record that holds nothing. */
export async function newViewer(postgres: Postgres): Promise<Viewer> {
  const [userId, recordId, sessionId, requestId] = [newId(), newId(), newId(), newId()];
  await postgres.query('insert into users (id) values ($1)', [userId]);
  await postgres.query('insert into records (id) values ($1)', [recordId]);
  return { userId, recordId, sessionId, origin: { requestId, ipAddress: '192.0.2.1', userAgent: 'tests' } };
}
