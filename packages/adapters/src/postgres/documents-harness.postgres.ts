import { newId } from '@portal/core/new-id';
import { expect } from 'vitest';
import type { DocumentsHarness } from '../port-suites/documents-harness.ts';
import { createPostgresDocuments } from './documents.postgres.ts';
import type { Postgres } from './pool.ts';
import { createPostgresUnfinishedFiles } from './unfinished-files.postgres.ts';
import { createUnitOfWork } from './unit-of-work.postgres.ts';

/** What the suites of documents ask of an adapter, over a real Postgres. */
export function createPostgresDocumentsHarness(postgres: Postgres): DocumentsHarness {
  return {
    documents: createPostgresDocuments(postgres),
    unfinishedFiles: createPostgresUnfinishedFiles(postgres),
    inTransaction: createUnitOfWork(postgres, (client) => ({
      documents: createPostgresDocuments(client),
      unfinishedFiles: createPostgresUnfinishedFiles(client),
    })),
    newRecord: async () => {
      const [userId, recordId] = [newId(), newId()];
      await postgres.query('insert into users (id) values ($1)', [userId]);
      await postgres.query('insert into records (id) values ($1)', [recordId]);
      return { userId, recordId };
    },
    untilSomebodyWaits: () =>
      expect
        .poll(async () => {
          const waiting = `select from pg_stat_activity where datname = current_database() and wait_event_type = 'Lock'`;
          return (await postgres.query(waiting)).rowCount;
        })
        .toBe(1),
  };
}
