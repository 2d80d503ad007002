import { randomBytes } from 'node:crypto';
import { createActivity } from '@portal/adapters/postgres/activity.postgres';
import { createPostgresDocuments } from '@portal/adapters/postgres/documents.postgres';
import { createPostgresIdempotencyKeys } from '@portal/adapters/postgres/idempotency-keys.postgres';
import type { Postgres } from '@portal/adapters/postgres/pool';
import { createPostgresUnfinishedFiles } from '@portal/adapters/postgres/unfinished-files.postgres';
import { createUnitOfWork } from '@portal/adapters/postgres/unit-of-work.postgres';
import { createPostgresUploads } from '@portal/adapters/postgres/uploads.postgres';
import { limits } from '@portal/contract/limits';
import { createAbandonUpload } from '@portal/core/documents/abandon-upload';
import type { ReportFault } from '@portal/core/documents/documents-work';
import { type TellDocumentChanged, tellingAfter } from '@portal/core/documents/tell-document-changed';
import { newId } from '@portal/core/new-id';
import { createCancelUpload } from '@portal/core/uploads/cancel-upload';
import { createCompleteUpload } from '@portal/core/uploads/complete-upload';
import { createExpectPart } from '@portal/core/uploads/expect-part';
import { createGetUpload } from '@portal/core/uploads/get-upload';
import { createSignParts } from '@portal/core/uploads/sign-parts';
import { createStartUpload } from '@portal/core/uploads/start-upload';
import type { RequestHandler } from 'express';
import type { Logger } from 'pino';
import type { FileStore } from './compose-files.ts';
import type { Config } from './config.ts';
import type { RegisterRoutes } from './http/api-routes.ts';
import { createReceivePart } from './http/receive-part.ts';
import type { UploadSlots } from './http/upload-slots.ts';
import type { UploadMetrics } from './metrics/upload-metrics.ts';
import { createUploadRoutes } from './routes/uploads.routes.ts';

const randomNameLength = 16;

export type UploadsSurroundings = {
  postgres: Postgres;
  stores: Pick<FileStore, 'files' | 'parts'>;
  limitUploads: RequestHandler;
  holdSlot: UploadSlots;
  /** There are jobs for a worker. */
  nudge: () => void;
  tellDocumentChanged: TellDocumentChanged;
  logger: Logger;
  metrics: UploadMetrics;
  now: () => Date;
};

/** Large files that come in parts. */
export function composeUploads(
  config: Config,
  { postgres, stores: { files, parts }, limitUploads, holdSlot, logger, metrics, now, ...told }: UploadsSurroundings,
): readonly RegisterRoutes[] {
  const { nudge, tellDocumentChanged } = told;
  const reportFault: ReportFault = (what, error) => logger.error({ err: error }, `failed: ${what}`);
  const documents = createPostgresDocuments(postgres);
  const uploads = createPostgresUploads(postgres);
  const idempotencyKeys = createPostgresIdempotencyKeys(postgres);
  const inTransaction = createUnitOfWork(postgres, (client) => ({
    documents: createPostgresDocuments(client),
    unfinishedFiles: createPostgresUnfinishedFiles(client),
    activity: createActivity(client),
    uploads: createPostgresUploads(client),
    idempotencyKeys: createPostgresIdempotencyKeys(client),
  }));
  const abandonUpload = createAbandonUpload({ inTransaction, files, now, reportFault });
  const routes = createUploadRoutes({
    limitUploads,
    startUpload: createStartUpload({
      inTransaction,
      uploads,
      idempotencyKeys,
      parts,
      abandonUpload,
      now,
      newId,
      newRandomName: () => randomBytes(randomNameLength).toString('hex'),
      quotaInBytes: config.recordQuotaInBytes,
      limitInBytes: config.maxResumableUploadSizeInBytes,
      partSizeInBytes: limits.resumable.partSizeInBytes,
    }),
    getUpload: createGetUpload({ uploads, parts, now }),
    signParts: createSignParts({ uploads, parts, now }),
    receivePart: createReceivePart({
      expectPart: createExpectPart({ uploads, parts, now }),
      holdSlot,
      pace: config.uploadPace,
      onBytes: metrics.received,
    }),
    completeUpload: tellingAfter(
      tellDocumentChanged,
      createCompleteUpload({ inTransaction, uploads, documents, parts, files, abandonUpload, now, nudge }),
      (_upload, { document }) => document.id,
    ),
    cancelUpload: createCancelUpload({ uploads, abandonUpload, now }),
  });
  return [routes];
}
