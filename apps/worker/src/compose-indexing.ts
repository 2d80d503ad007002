import { createPostgresDocumentIndex } from '@portal/adapters/postgres/document-index.postgres';
import { createPostgresJobs } from '@portal/adapters/postgres/jobs.postgres';
import type { Postgres } from '@portal/adapters/postgres/pool';
import { createUnitOfWork } from '@portal/adapters/postgres/unit-of-work.postgres';
import type { DocumentFilesPort } from '@portal/core/documents/document-files.port';
import type { ReportFault } from '@portal/core/documents/documents-work';
import { createIndexDocument, type IndexDocument } from '@portal/core/processing/index-document';
import { createRequeueUnindexed, type RequeueUnindexed } from '@portal/core/processing/requeue-unindexed';
import type { Checking } from './compose-checking.ts';

export type IndexingSurroundings = {
  postgres: Postgres;
  files: DocumentFilesPort;
  checking: Pick<Checking, 'inspector' | 'scratch'>;
  now: () => Date;
  reportFault: ReportFault;
};

/** What makes pictures and words of documents, and looks for those that have none. */
export function composeIndexing({
  postgres,
  files,
  checking: { inspector, scratch },
  now,
  reportFault,
}: IndexingSurroundings): {
  indexDocument: IndexDocument;
  requeueUnindexed: RequeueUnindexed;
} {
  const inTransaction = createUnitOfWork(postgres, (client) => ({
    documentIndex: createPostgresDocumentIndex(client),
    jobs: createPostgresJobs(client),
  }));
  const documentIndex = createPostgresDocumentIndex(postgres);
  return {
    indexDocument: createIndexDocument({ inTransaction, documentIndex, files, inspector, scratch, now, reportFault }),
    requeueUnindexed: createRequeueUnindexed({ inTransaction, now }),
  };
}
