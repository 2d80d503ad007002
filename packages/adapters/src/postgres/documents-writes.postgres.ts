import type {
  DocumentChange,
  DocumentsPort,
  RemovedDocument,
  Reservation,
} from '@portal/core/documents/documents.port';
import { sortTextOf } from '@portal/core/documents/fold-for-search';
import { wordsOf } from './document-words.ts';
import { type DocumentRow, documentColumns, documentOf } from './documents.queries.ts';
import type { Queryable } from './pool.ts';
import { finish, onceByBytes } from './finish-document.ts';
import { inSavepoint } from './savepoint.ts';

type Writes = Omit<DocumentsPort, 'find' | 'findBySha256' | 'list' | 'summarise'>;

/** Every one of these runs within a transaction of the caller's. */
export function createDocumentWrites(database: Queryable): Writes {
  return {
    reserve: (input) => reserve(database, input),
    extend: async (recordId, documentId, deadline) => {
      const { rowCount } = await database.query(
        `update unfinished_files as f set deadline = greatest(f.deadline, $3)
         from documents as d
         where d.record_id = $1 and d.id = $2 and d.state = 'uploading' and f.storage_key = d.storage_key`,
        [recordId, documentId, deadline],
      );
      return rowCount === 1;
    },
    finish: (input) => finish(database, input),
    concludeCheck: ({ recordId, documentId, state, checkResult, pageCount, hasActiveContent, checkedAt }) =>
      updateOne(
        database,
        `update documents set state = $3, check_result = $4, page_count = $5, has_active_content = $6, checked_at = $7
         where record_id = $1 and id = $2 and state = 'processing'`,
        [recordId, documentId, state, checkResult, pageCount, hasActiveContent, checkedAt],
      ),
    change: (input) => change(database, input),
    trash: (recordId, documentId, trashedAt, purgeAt) =>
      updateOne(
        database,
        `update documents set trashed_at = $3, purge_at = $4, revision = revision + 1
         where record_id = $1 and id = $2 and trashed_at is null and state <> 'uploading'`,
        [recordId, documentId, trashedAt, purgeAt],
      ),
    restore: (recordId, documentId) => restore(database, recordId, documentId),
    remove: async (recordId, documentId, now) => {
      const { rows } = await database.query<{ storage_key: string }>(
        `with gone as (
           delete from documents where record_id = $1 and id = $2 and state <> 'uploading' returning id, storage_key
         )
         insert into unfinished_files (storage_key, document_id, deadline) select storage_key, id, $3 from gone
         returning storage_key`,
        [recordId, documentId, now],
      );
      return rows[0] && { storageKey: rows[0].storage_key };
    },
    removeOverdue: (now, limit) => removeOverdue(database, now, limit),
  };
}

async function updateOne(database: Queryable, update: string, values: unknown[], name?: string) {
  const { rows } = await database.query<DocumentRow>(`${update} returning ${documentColumns}`, values, name);
  return rows[0] && documentOf(rows[0]);
}

async function removeOverdue(database: Queryable, now: Date, limit: number): Promise<readonly RemovedDocument[]> {
  const { rows } = await database.query<{ record_id: string; document_id: string }>(
    `with overdue as (
       select id from documents where purge_at <= $1 order by purge_at limit $2 for update skip locked
     ), gone as (
       delete from documents as d using overdue as o where d.id = o.id returning d.id, d.record_id, d.storage_key
     ), noted as (
       insert into unfinished_files (storage_key, document_id, deadline) select storage_key, id, $1 from gone
     )
     select record_id, id as document_id from gone`,
    [now, limit],
  );
  return rows.map((row) => ({ recordId: row.record_id, documentId: row.document_id }));
}

/** One call: the record's writers wait for one another in it, and while they do nothing travels to and fro. */
export async function reserve(database: Queryable, input: Reservation): Promise<'reserved' | 'record_full'> {
  const { rows } = await database.query<{ reserved: boolean }>(
    'select reserve_document($1, $2, $3, $4, $5, $6, $7, $8, $9) as reserved',
    [
      input.documentId,
      input.recordId,
      input.uploadedBy,
      input.fileName,
      input.announcedSizeInBytes,
      input.storageKey,
      input.createdAt,
      input.deadline,
      input.quotaInBytes,
    ],
    'reserve-document',
  );
  return rows[0]?.reserved === true ? 'reserved' : 'record_full';
}

async function change(database: Queryable, input: DocumentChange): ReturnType<Writes['change']> {
  const { recordId, documentId, revision, fields } = input;
  const { rows } = await database.query<{ file_name: string; revision: number }>(
    `select file_name, revision from documents
     where record_id = $1 and id = $2 and trashed_at is null and state <> 'uploading' for no key update`,
    [recordId, documentId],
  );
  const [found] = rows;
  if (!found) return { outcome: 'missing' };
  if (revision !== undefined && revision !== found.revision) return { outcome: 'changed' };
  const { title } = fields;
  const document = await updateOne(
    database,
    `update documents set title = coalesce($3, title), sort_title = coalesce($4, sort_title),
       search_words = coalesce($5::tsvector, search_words), category = coalesce($6, category),
       note = coalesce($7, note), document_date = case when $8 then $9::date else document_date end,
       revision = revision + 1
     where record_id = $1 and id = $2`,
    [
      recordId,
      documentId,
      title,
      title === undefined ? null : sortTextOf(title),
      title === undefined ? null : wordsOf({ title, fileName: found.file_name }),
      fields.category,
      fields.note,
      fields.documentDate !== undefined,
      fields.documentDate,
    ],
  );
  return document ? { outcome: 'done', document } : { outcome: 'missing' };
}

const restoreStatement = `
  update documents as d set trashed_at = null, purge_at = null, revision = revision + 1,
    is_copy = is_copy or exists (
      select from documents as other
      where other.record_id = d.record_id and other.sha256 = d.sha256 and other.id <> d.id
        and other.trashed_at is null and not other.is_copy and other.state in ('processing', 'ready'))
  where record_id = $1 and id = $2 and trashed_at is not null and state <> 'uploading'`;

/** The same bytes may come in between the look and the update: the second time they are seen. */
async function restore(database: Queryable, recordId: string, documentId: string): ReturnType<Writes['restore']> {
  const work = async () => ({
    keep: true,
    result: { collided: false, document: await updateOne(database, restoreStatement, [recordId, documentId]) },
  });
  const attempt = () =>
    inSavepoint(database, work, { index: onceByBytes, result: { collided: true, document: undefined } });
  const first = await attempt();
  const { collided, document } = first.collided ? await attempt() : first;
  if (collided) throw new Error('Restoring a document met the same bytes twice.');
  return document;
}
