import { randomBytes } from 'node:crypto';
import { createActivity } from '@portal/adapters/postgres/activity.postgres';
import { createPostgresDocuments } from '@portal/adapters/postgres/documents.postgres';
import { createPostgresIdempotencyKeys } from '@portal/adapters/postgres/idempotency-keys.postgres';
import type { Postgres } from '@portal/adapters/postgres/pool';
import { createPostgresUnfinishedFiles } from '@portal/adapters/postgres/unfinished-files.postgres';
import { createUnitOfWork } from '@portal/adapters/postgres/unit-of-work.postgres';
import { createPostgresUnverifiedFiles } from '@portal/adapters/postgres/unverified-files.postgres';
import { createPostgresUploads } from '@portal/adapters/postgres/uploads.postgres';
import { limits } from '@portal/contract/limits';
import { createAbandonUpload } from '@portal/core/documents/abandon-upload';
import type { ReportFault } from '@portal/core/documents/documents-work';
import { newId } from '@portal/core/new-id';
import { createCancelUpload } from '@portal/core/uploads/cancel-upload';
import { createCompleteUpload } from '@portal/core/uploads/complete-upload';
import { createExpectPart } from '@portal/core/uploads/expect-part';
import { createGetUpload } from '@portal/core/uploads/get-upload';
import { createRemoveExpiredUploads, type RemoveExpiredUploads } from '@portal/core/uploads/remove-expired-uploads';
import { createSignParts } from '@portal/core/uploads/sign-parts';
import { createStartUpload } from '@portal/core/uploads/start-upload';
import { createVerifyDueFiles } from '@portal/core/uploads/verify-due-files';
import { createVerifyFile } from '@portal/core/uploads/verify-file';
import type { RequestHandler } from 'express';
import type { Logger } from 'pino';
import type { FileStore } from './compose-files.ts';
import type { Config } from './config.ts';
import type { RegisterRoutes } from './http/api-routes.ts';
import { createReceivePart } from './http/receive-part.ts';
import type { UploadSlots } from './http/upload-slots.ts';
import type { UploadMetrics } from './metrics/upload-metrics.ts';
import type { WorkMetrics } from './metrics/work-metrics.ts';
import { onDemand } from './on-demand.ts';
import { repeat } from './repeat.ts';
import { createUploadRoutes } from './routes/uploads.routes.ts';

// A file that another process left behind is due two minutes after it was last claimed.
const lookForUnverifiedEveryMs = 15 * 1000;
const extendClaimEveryMs = 30 * 1000;
const filesVerifiedAtOnce = 2;
const randomNameLength = 16;

export type UploadsPart = {
  routes: readonly RegisterRoutes[];
  /** Done every few minutes once the timers are started. */
  removeExpired: RemoveExpiredUploads;
  /** Looks for files to verify now; once the timers are started the portal does so by itself. */
  verifyDue: () => void;
  startTimers: () => void;
  close: () => Promise<void>;
};

export type UploadsSurroundings = {
  postgres: Postgres;
  stores: Pick<FileStore, 'files' | 'parts'>;
  limitUploads: RequestHandler;
  holdSlot: UploadSlots;
  logger: Logger;
  metrics: UploadMetrics & WorkMetrics;
  now: () => Date;
};

/** Large files that come in parts, and the reading of what came past the portal's own counting. */
export function composeUploads(
  config: Config,
  { postgres, stores: { files, parts }, limitUploads, holdSlot, logger, metrics, now }: UploadsSurroundings,
): UploadsPart {
  const reportFault: ReportFault = (what, error) => logger.error({ err: error }, `failed: ${what}`);
  const documents = createPostgresDocuments(postgres);
  const uploads = createPostgresUploads(postgres);
  const idempotencyKeys = createPostgresIdempotencyKeys(postgres);
  const unverifiedFiles = createPostgresUnverifiedFiles(postgres);
  const inTransaction = createUnitOfWork(postgres, (client) => ({
    documents: createPostgresDocuments(client),
    unfinishedFiles: createPostgresUnfinishedFiles(client),
    activity: createActivity(client),
    uploads: createPostgresUploads(client),
    unverifiedFiles: createPostgresUnverifiedFiles(client),
    idempotencyKeys: createPostgresIdempotencyKeys(client),
  }));
  const abandonUpload = createAbandonUpload({ inTransaction, files, now, reportFault });
  const reading = { inTransaction, documents, unverifiedFiles, files, now, reportFault };
  const verifyFile = metrics.watchVerifying(createVerifyFile({ ...reading, extendEveryMs: extendClaimEveryMs }));
  const verifying = onDemand({
    work: createVerifyDueFiles({ unverifiedFiles, verifyFile, now, reportFault, filesAtOnce: filesVerifiedAtOnce }),
    onError: (error) => reportFault('looking for files to verify', error),
  });
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
    completeUpload: createCompleteUpload({
      inTransaction,
      uploads,
      documents,
      parts,
      files,
      abandonUpload,
      now,
      nudge: verifying.nudge,
    }),
    cancelUpload: createCancelUpload({ uploads, abandonUpload, now }),
  });
  const forgetExpired = createRemoveExpiredUploads({ uploads, idempotencyKeys, now });
  const removeExpired = metrics.watchWork('remove_expired_uploads', forgetExpired);

  let timers: ReturnType<typeof repeat>[] = [];
  return {
    routes: [routes],
    removeExpired,
    verifyDue: verifying.nudge,
    startTimers: () => {
      if (timers.length > 0) return;
      const onError = (error: unknown) => reportFault('removing expired uploads', error);
      const look = async () => verifying.nudge();
      verifying.nudge();
      timers = [
        repeat({ work: removeExpired, everyMs: config.sweepEveryMs, onError }),
        repeat({ work: look, everyMs: lookForUnverifiedEveryMs, onError }),
      ];
    },
    close: async () => {
      for (const { stop } of timers) await stop();
      await verifying.stop();
    },
  };
}
