import type { UnverifiedFilesPort } from '@portal/core/uploads/unverified-files.port';
import type { Queryable } from './pool.ts';

export function createPostgresUnverifiedFiles(database: Queryable): UnverifiedFilesPort {
  return {
    add: async ({ documentId, recordId }, dueAt) => {
      await database.query('insert into unverified_files (document_id, record_id, due_at) values ($1, $2, $3)', [
        documentId,
        recordId,
        dueAt,
      ]);
    },
    claim: async (now, until, limit) => {
      const { rows } = await database.query<{ document_id: string; record_id: string }>(
        `with due as (
           select document_id from unverified_files where due_at <= $1 order by due_at limit $3
           for update skip locked
         )
         update unverified_files as f set due_at = $2 from due where f.document_id = due.document_id
         returning f.document_id, f.record_id`,
        [now, until, limit],
      );
      return rows.map((row) => ({ documentId: row.document_id, recordId: row.record_id }));
    },
    moveDue: async (documentId, dueAt) => {
      await database.query('update unverified_files set due_at = $2 where document_id = $1', [documentId, dueAt]);
    },
    strike: async (documentId) => {
      await database.query('delete from unverified_files where document_id = $1', [documentId]);
    },
  };
}
