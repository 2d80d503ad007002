import { randomBytes } from 'node:crypto';
import { createActivity } from '@portal/adapters/postgres/activity.postgres';
import { createPostgresDocuments } from '@portal/adapters/postgres/documents.postgres';
import { createPeople } from '@portal/adapters/postgres/people.postgres';
import { createPostgres } from '@portal/adapters/postgres/pool';
import { createPostgresIdempotencyKeys } from '@portal/adapters/postgres/idempotency-keys.postgres';
import { createPostgresUnfinishedFiles } from '@portal/adapters/postgres/unfinished-files.postgres';
import { createUnitOfWork } from '@portal/adapters/postgres/unit-of-work.postgres';
import { createUploadWrites } from '@portal/adapters/postgres/upload-writes.postgres';
import { composeFiles } from '@portal/api/compose-files';
import type { Config } from '@portal/api/config';
import { createAbandonUpload } from '@portal/core/documents/abandon-upload';
import { createBeginUpload } from '@portal/core/documents/begin-upload';
import { createChangeDocument } from '@portal/core/documents/change-document';
import { createFinishUpload } from '@portal/core/documents/finish-upload';
import { createStoreUpload } from '@portal/core/documents/store-upload';
import { newId } from '@portal/core/new-id';
import type { Logger } from 'pino';
import { createDemoPatient } from './demo-patient.postgres.ts';
import { createSeedDemo } from './seed-demo.ts';

/** Uploads the demo's documents with the portal's own use cases, over a connection of its own. Answers how many it added. */
export const seedDemo = async (config: Config, logger: Logger): Promise<number> => {
  const now = (): Date => new Date();
  const onError = (error: unknown): void => logger.error({ err: error }, 'the demo could not be made');
  const postgres = createPostgres({ url: config.databaseUrl, onError });
  const { files, close: closeFiles } = await composeFiles(config, { now });
  try {
    const documents = createPostgresDocuments(postgres);
    const uploadWrites = createUploadWrites(postgres);
    const inTransaction = createUnitOfWork(postgres, (client) => ({
      documents: createPostgresDocuments(client),
      unfinishedFiles: createPostgresUnfinishedFiles(client),
      activity: createActivity(client),
      idempotencyKeys: createPostgresIdempotencyKeys(client),
    }));
    const reportFault = (_what: string, error: unknown): void => onError(error);
    const abandonUpload = createAbandonUpload({ inTransaction, files, now, reportFault });
    const newRandomName = (): string => randomBytes(16).toString('hex');
    const quotaInBytes = config.recordQuotaInBytes;
    const seed = createSeedDemo({
      people: createPeople(postgres),
      demoPatient: createDemoPatient(postgres),
      documents,
      beginUpload: createBeginUpload({ uploadWrites, now, newId, newRandomName, quotaInBytes }),
      storeUpload: createStoreUpload({ files, documents, abandonUpload, now, reportFault, extendEveryMs: 60_000 }),
      finishUpload: createFinishUpload({ inTransaction, uploadWrites, abandonUpload, now, nudge: () => undefined }),
      changeDocument: createChangeDocument({ inTransaction }),
      newId,
    });
    return await seed();
  } finally {
    closeFiles();
    await postgres.close();
  }
};
