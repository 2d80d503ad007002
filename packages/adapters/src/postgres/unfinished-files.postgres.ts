import type { UnfinishedFilesPort } from '@portal/core/documents/unfinished-files.port';
import type { Queryable } from './pool.ts';

export function createPostgresUnfinishedFiles(database: Queryable): UnfinishedFilesPort {
  return {
    claimOverdue: async (now, retryAt, limit) => {
      const { rows } = await database.query<{ storage_key: string; document_id: string }>(
        `with overdue as (
           select storage_key from unfinished_files where deadline <= $1 order by deadline limit $3
           for update skip locked
         ), claimed as (
           update unfinished_files as f set deadline = $2 from overdue as o where f.storage_key = o.storage_key
           returning f.storage_key, f.document_id
         ), gone as (
           delete from documents as d using claimed as c
           where d.id = c.document_id and d.storage_key = c.storage_key and d.state = 'uploading'
         )
         select storage_key, document_id from claimed`,
        [now, retryAt, limit],
      );
      return rows.map((row) => ({ storageKey: row.storage_key, documentId: row.document_id }));
    },
    // Statements one by one: the note is taken first, as everybody does, so that nobody waits in a circle, and the
    // last one sees what a finish that held it has committed meanwhile.
    abandon: async ({ storageKey, documentId }, dueAt) => {
      await database.query('select from unfinished_files where storage_key = $1 for update', [storageKey]);
      await database.query(`delete from documents where id = $1 and storage_key = $2 and state = 'uploading'`, [
        documentId,
        storageKey,
      ]);
      const { rowCount } = await database.query(
        `insert into unfinished_files (storage_key, document_id, deadline)
         select $1, $2, $3 where not exists (select from documents where storage_key = $1)
         on conflict (storage_key) do update set deadline = excluded.deadline`,
        [storageKey, documentId, dueAt],
      );
      return rowCount === 1;
    },
    strike: async (storageKey) => {
      await database.query('delete from unfinished_files where storage_key = $1', [storageKey]);
    },
  };
}
