import type { DocumentsPort, FinishedUpload } from '@portal/core/documents/documents.port';
import { sortTextOf } from '@portal/core/documents/fold-for-search';
import { wordsOf } from './document-words.ts';
import { type DocumentRow, documentColumns, documentOf } from './documents.queries.ts';
import type { Queryable } from './pool.ts';
import { inSavepoint } from './savepoint.ts';

type FinishOutcome = Awaited<ReturnType<DocumentsPort['finish']>>;

export const onceByBytes = 'documents_once_by_bytes';

/**
 * The note goes first, as the sweeper takes it first: in one order the two never wait for one another in a circle. The
 * update reads what the deletion gives back, so it comes after it, and does nothing where there was no note.
 */
const finishStatement = `
  with note as (
    delete from unfinished_files where storage_key =
      (select storage_key from documents where record_id = $1 and id = $2 and state = 'uploading')
    returning storage_key as noted_key
  ), made as (
    update documents as d set state = $3, title = $4, sort_title = $5, search_words = $6::tsvector,
      category = $7, document_date = $8::date, size_in_bytes = $9, sha256 = $10, is_copy = $11, check_result = $12,
      uploaded_at = $13
    from note
    where d.record_id = $1 and d.id = $2 and d.state = 'uploading' and d.storage_key = note.noted_key
    returning d.*
  )
  select ${documentColumns} from made`;

/** Within a transaction of the caller's. */
export async function finish(database: Queryable, input: FinishedUpload): Promise<FinishOutcome> {
  const work = async (): Promise<{ keep: boolean; result: FinishOutcome }> => {
    const { rows } = await database.query<DocumentRow>(finishStatement, valuesOf(input), 'finish-document');
    const [row] = rows;
    if (!row) return { keep: false, result: { outcome: 'gone' } };
    return { keep: true, result: { outcome: 'finished', document: documentOf(row) } };
  };
  return inSavepoint(database, work, { index: onceByBytes, result: { outcome: 'duplicate' } });
}

function valuesOf(input: FinishedUpload): unknown[] {
  return [
    input.recordId,
    input.documentId,
    input.state,
    input.title,
    sortTextOf(input.title),
    wordsOf(input),
    input.category,
    input.documentDate,
    input.sizeInBytes,
    input.sha256,
    input.isCopy,
    input.checkResult,
    input.uploadedAt,
  ];
}
