import { randomBytes } from 'node:crypto';
import { createActivity } from '@portal/adapters/postgres/activity.postgres';
import { createPostgresDocuments } from '@portal/adapters/postgres/documents.postgres';
import { createPostgresIdempotencyKeys } from '@portal/adapters/postgres/idempotency-keys.postgres';
import type { Postgres } from '@portal/adapters/postgres/pool';
import { createPostgresThumbnails } from '@portal/adapters/postgres/thumbnails.postgres';
import { createPostgresUnfinishedFiles } from '@portal/adapters/postgres/unfinished-files.postgres';
import { createUnitOfWork } from '@portal/adapters/postgres/unit-of-work.postgres';
import { createUploadWrites } from '@portal/adapters/postgres/upload-writes.postgres';
import { createAbandonUpload } from '@portal/core/documents/abandon-upload';
import { createBeginUpload } from '@portal/core/documents/begin-upload';
import { createChangeDocument } from '@portal/core/documents/change-document';
import { createDeleteDocument } from '@portal/core/documents/delete-document';
import { createDeliverDocument } from '@portal/core/documents/deliver-document';
import type { ReportFault } from '@portal/core/documents/documents-work';
import { createFindDocumentByHash } from '@portal/core/documents/find-document-by-hash';
import { createFinishUpload } from '@portal/core/documents/finish-upload';
import { createGetDocument } from '@portal/core/documents/get-document';
import { createListDocuments } from '@portal/core/documents/list-documents';
import { createOpenDocument } from '@portal/core/documents/open-document';
import { createReplayUpload } from '@portal/core/documents/replay-upload';
import { createRestoreDocument } from '@portal/core/documents/restore-document';
import { createShowThumbnail } from '@portal/core/documents/show-thumbnail';
import { createStoreUpload } from '@portal/core/documents/store-upload';
import { createSummariseDocuments } from '@portal/core/documents/summarise-documents';
import { type TellDocumentChanged, tellingAfter } from '@portal/core/documents/tell-document-changed';
import { createTrashDocument } from '@portal/core/documents/trash-document';
import { newId } from '@portal/core/new-id';
import type { RequestHandler } from 'express';
import type { Logger } from 'pino';
import type { RegisterRoots } from './app.ts';
import type { FileStore } from './compose-files.ts';
import type { Lists } from './compose-lists.ts';
import type { Config } from './config.ts';
import type { RegisterRoutes } from './http/api-routes.ts';
import { createCursorCodec } from './http/cursor.ts';
import { createReceiveUpload } from './http/receive-upload.ts';
import type { UploadSlots } from './http/upload-slots.ts';
import type { UploadMetrics } from './metrics/upload-metrics.ts';
import { createDocumentRoutes } from './routes/documents.routes.ts';
import { createFileRoutes } from './routes/files.routes.ts';
import { createPresentList, presentSummaryBytes } from './routes/lists.presenter.ts';
import { createThumbnailRoutes } from './routes/thumbnails.routes.ts';

const extendEveryMs = 60 * 1000;
const randomNameLength = 16;

export type DocumentsPart = {
  routes: readonly RegisterRoutes[];
  roots: readonly RegisterRoots[];
};

export type DocumentsSurroundings = {
  postgres: Postgres;
  stores: Pick<FileStore, 'files' | 'links'>;
  lists: Pick<Lists, 'reads' | 'readUnderVersion'>;
  limitUploads: RequestHandler;
  holdSlot: UploadSlots;
  /** There are jobs for a worker. */
  nudge: () => void;
  tellDocumentChanged: TellDocumentChanged;
  logger: Logger;
  metrics: UploadMetrics;
  now: () => Date;
};

export function composeDocuments(
  config: Config,
  {
    postgres,
    stores: { files, links },
    lists,
    limitUploads,
    holdSlot,
    nudge,
    tellDocumentChanged: tell,
    logger,
    metrics,
    now,
  }: DocumentsSurroundings,
): DocumentsPart {
  const reportFault: ReportFault = (what, error) => logger.error({ err: error }, `failed: ${what}`);
  const documents = createPostgresDocuments(postgres);
  const uploadWrites = createUploadWrites(postgres);
  const inTransaction = createUnitOfWork(postgres, (client) => ({
    documents: createPostgresDocuments(client),
    unfinishedFiles: createPostgresUnfinishedFiles(client),
    activity: createActivity(client),
    idempotencyKeys: createPostgresIdempotencyKeys(client),
  }));
  const cursors = createCursorCodec({ signingKey: config.urlSigningKey });
  const newRandomName = () => randomBytes(randomNameLength).toString('hex');

  const abandonUpload = createAbandonUpload({ inTransaction, files, now, reportFault });
  const quotaInBytes = config.recordQuotaInBytes;
  const beginUpload = createBeginUpload({ uploadWrites, now, newId, newRandomName, quotaInBytes });
  const storeUpload = createStoreUpload({ files, documents, abandonUpload, now, reportFault, extendEveryMs });
  const routes = createDocumentRoutes({
    limitUploads,
    holdSlot,
    abandonUpload,
    replayUpload: createReplayUpload({ documents, idempotencyKeys: createPostgresIdempotencyKeys(postgres) }),
    findDocumentByHash: createFindDocumentByHash({ documents }),
    finishUpload: tellingAfter(
      tell,
      createFinishUpload({ inTransaction, uploadWrites, abandonUpload, now, nudge }),
      (_upload, { document }) => document.id,
    ),
    listDocuments: createListDocuments({
      ...lists,
      readPage: (query, version) => lists.reads.readPage(query, version),
      present: createPresentList({ cursors }),
    }),
    findListVersion: (recordId) => lists.reads.findVersion(recordId),
    summariseDocuments: createSummariseDocuments({ ...lists, documents, present: presentSummaryBytes }),
    getDocument: createGetDocument({ documents, inTransaction }),
    changeDocument: tellingAfter(tell, createChangeDocument({ inTransaction }), idOfInput),
    trashDocument: tellingAfter(tell, createTrashDocument({ inTransaction, now }), idOfInput),
    deleteDocument: tellingAfter(tell, createDeleteDocument({ inTransaction, files, now, reportFault }), idOfInput),
    restoreDocument: tellingAfter(tell, createRestoreDocument({ inTransaction }), idOfInput),
    openDocument: createOpenDocument({ documents, activity: createActivity(postgres), links }),
    receiveUpload: createReceiveUpload(
      { beginUpload, storeUpload, abandonUpload },
      { limitInBytes: config.maxUploadSizeInBytes, pace: config.uploadPace, onBytes: metrics.received },
    ),
    cursors,
  });

  const thumbnails = createPostgresThumbnails(postgres);
  const showThumbnail = createShowThumbnail({ documents, thumbnails, inTransaction });
  return {
    routes: [routes, createThumbnailRoutes({ showThumbnail })],
    roots: [createFileRoutes({ deliverDocument: createDeliverDocument({ documents, files, links }) })],
  };
}

const idOfInput = ({ documentId }: { documentId: string }): string => documentId;
