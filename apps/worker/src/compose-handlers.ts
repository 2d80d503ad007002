import { createActivityMonths } from '@portal/adapters/postgres/activity-log.postgres';
import { createActivity } from '@portal/adapters/postgres/activity.postgres';
import { createDevices } from '@portal/adapters/postgres/devices.postgres';
import { createPostgresDocuments } from '@portal/adapters/postgres/documents.postgres';
import { createPostgresIdempotencyKeys } from '@portal/adapters/postgres/idempotency-keys.postgres';
import { createPostgresJobs } from '@portal/adapters/postgres/jobs.postgres';
import { createPostgresNotices } from '@portal/adapters/postgres/notices.postgres';
import type { Postgres } from '@portal/adapters/postgres/pool';
import { createSessions } from '@portal/adapters/postgres/sessions.postgres';
import { createPostgresStuckDocuments } from '@portal/adapters/postgres/stuck-documents.postgres';
import { createPostgresUnfinishedFiles } from '@portal/adapters/postgres/unfinished-files.postgres';
import { createUnitOfWork } from '@portal/adapters/postgres/unit-of-work.postgres';
import { createPostgresUploads } from '@portal/adapters/postgres/uploads.postgres';
import { createKeepActivity } from '@portal/core/activity/keep-activity';
import type { DocumentFilesPort } from '@portal/core/documents/document-files.port';
import type { ReportFault } from '@portal/core/documents/documents-work';
import { createEmptyTrash } from '@portal/core/documents/empty-trash';
import { createSweepUnfinishedFiles } from '@portal/core/documents/sweep-unfinished-files';
import { createForgetDevices } from '@portal/core/identity/forget-devices';
import { createDeleteOldSessions } from '@portal/core/identity/delete-old-sessions';
import type { JobOutcome } from '@portal/core/jobs/jobs.port';
import { createCheckDocument } from '@portal/core/processing/check-document';
import { createRequeueStuck } from '@portal/core/processing/requeue-stuck';
import { createRemoveExpiredUploads } from '@portal/core/uploads/remove-expired-uploads';
import type { Logger } from 'pino';
import type { Checking } from './compose-checking.ts';
import { composeIndexing } from './compose-indexing.ts';
import type { Notices } from './compose-notices.ts';
import type { JobHandlers } from './handle-job.ts';

export type HandlersSurroundings = {
  postgres: Postgres;
  files: DocumentFilesPort;
  /** What looks at the bytes. */
  checking: Checking;
  notices: Notices;
  logger: Logger;
  now: () => Date;
};

const done: JobOutcome = { outcome: 'done' };

/** Which use case does the jobs of which kind. */
export function composeHandlers(surroundings: HandlersSurroundings): JobHandlers {
  const { postgres, files, checking, notices, logger, now } = surroundings;
  const reportFault: ReportFault = (what, error) => logger.error({ err: error }, `failed: ${what}`);
  const documents = createPostgresDocuments(postgres);
  const inTransaction = createUnitOfWork(postgres, (client) => ({
    documents: createPostgresDocuments(client),
    unfinishedFiles: createPostgresUnfinishedFiles(client),
    activity: createActivity(client),
    jobs: createPostgresJobs(client),
    notices: createPostgresNotices(client),
  }));
  const checkDocument = createCheckDocument({ ...checking, inTransaction, documents, files, now, reportFault });
  const { indexDocument, requeueUnindexed } = composeIndexing({ postgres, files, checking, now, reportFault });
  const cleanUp = composeCleanUp({ postgres, files, now, reportFault, inTransaction });
  const requeueStuck = createRequeueStuck({
    inTransaction: createUnitOfWork(postgres, (client) => ({
      stuckDocuments: createPostgresStuckDocuments(client),
      jobs: createPostgresJobs(client),
    })),
    now,
  });
  const deleteOldSessions = createDeleteOldSessions({ sessions: createSessions(postgres), now });
  const forgetDevices = createForgetDevices({ devices: createDevices(postgres), now });
  const keepActivity = createKeepActivity({ months: createActivityMonths(postgres) });
  return {
    check_document: ({ recordId, documentId }, { attempt, signal }) =>
      checkDocument({ recordId, documentId, attempt, signal }),
    index_document: ({ recordId, documentId }, { attempt, signal }) =>
      indexDocument({ recordId, documentId, attempt, signal }),
    send_notices: ({ recordId }, { signal }) => notices.sendNotices({ recordId, signal }),
    warn_of_trash: async () => {
      await notices.warnOfTrash();
      return done;
    },
    clean_up: async () => {
      const gone = await cleanUp();
      if (Object.values(gone).some((count) => count > 0)) logger.info(gone, 'swept');
      return done;
    },
    requeue_stuck: async () => {
      const documentsAgain = await requeueStuck();
      if (documentsAgain > 0) logger.warn({ documents: documentsAgain }, 'checked anew: they stood for an hour');
      const unindexed = await requeueUnindexed();
      if (unindexed > 0) logger.warn({ documents: unindexed }, 'indexed anew: they had no words for an hour');
      const recordsAgain = await notices.requeueNotices();
      if (recordsAgain > 0) logger.warn({ records: recordsAgain }, 'told anew: their notices stood for an hour');
      return done;
    },
    forget_old: async () => {
      await keepActivity();
      await deleteOldSessions();
      await forgetDevices();
      await notices.forgetNotices();
      return done;
    },
  };
}

type CleanUpSurroundings = Omit<HandlersSurroundings, 'logger' | 'checking' | 'notices'> & {
  reportFault: ReportFault;
  inTransaction: Parameters<typeof createEmptyTrash>[0]['inTransaction'];
};

/** What the trash gives up is noted as unfinished first, so that its bytes go in the same round. */
function composeCleanUp({ postgres, files, now, reportFault, inTransaction }: CleanUpSurroundings) {
  const emptyTrash = createEmptyTrash({ inTransaction, now });
  const unfinishedFiles = createPostgresUnfinishedFiles(postgres);
  const sweep = createSweepUnfinishedFiles({ unfinishedFiles, files, now, reportFault });
  const removeExpired = createRemoveExpiredUploads({
    uploads: createPostgresUploads(postgres),
    idempotencyKeys: createPostgresIdempotencyKeys(postgres),
    now,
  });
  return async () => ({ trashed: await emptyTrash(), ...(await sweep()), ...(await removeExpired()) });
}
