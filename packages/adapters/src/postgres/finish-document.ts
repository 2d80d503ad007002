import type { ActivityEntry } from '@portal/core/activity/activity.port';
import type { Document } from '@portal/core/documents/document';
import type { DocumentsPort, FinishedUpload } from '@portal/core/documents/documents.port';
import { sortTextOf } from '@portal/core/documents/fold-for-search';
import { activityColumns, activityValuesOf } from './activity.postgres.ts';
import { wordsOf } from './document-words.ts';
import { type DocumentRow, documentColumns, documentOf } from './documents.queries.ts';
import type { Queryable } from './pool.ts';
import { inSavepoint, violates } from './savepoint.ts';

type FinishOutcome = Awaited<ReturnType<DocumentsPort['finish']>>;

export const onceByBytes = 'documents_once_by_bytes';

/**
 * The note goes first, as the sweeper takes it first: in one order the two never wait for one another in a circle. The
 * update reads what the deletion gives back, so it comes after it, and does nothing where there was no note.
 */
const statement = (onlyWhere: string): string => `
  with note as (
    delete from unfinished_files where storage_key =
      (select storage_key from documents where record_id = $1 and id = $2 and state = 'uploading') ${onlyWhere}
    returning storage_key as noted_key
  ), made as (
    update documents as d set state = $3, title = $4, sort_title = $5, search_words = $6::tsvector,
      category = $7, document_date = $8::date, size_in_bytes = $9, sha256 = $10, is_copy = $11, check_result = $12,
      uploaded_at = $13
    from note
    where d.record_id = $1 and d.id = $2 and d.state = 'uploading' and d.storage_key = note.noted_key
    returning d.*
  )`;

const finishStatement = `${statement('')} select ${documentColumns} from made`;

/** Other bytes than all of the record's, in the trash too: whatever else there is to decide, this does not. */
const finishAndRecordStatement = `${statement(`
      and not exists (
        select from documents where record_id = $1 and sha256 = $10 and state in ('processing', 'ready'))`)}, recorded as (
    insert into activity (${activityColumns})
    select $14::uuid, now(), $15, $16, $17, $18::uuid, $19::uuid, $20::uuid, $21::uuid, $22, $23, $24 from made
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

/** One statement, which is a transaction by itself: nothing travels while the record's other writers wait. */
export async function finishAndRecord(
  database: Queryable,
  input: FinishedUpload,
  entry: ActivityEntry,
): Promise<Document | undefined> {
  try {
    const values = [...valuesOf(input), ...activityValuesOf(entry)];
    const { rows } = await database.query<DocumentRow>(finishAndRecordStatement, values, 'finish-and-record-document');
    return rows[0] && documentOf(rows[0]);
  } catch (error) {
    // The same bytes were kept after the statement had looked for them.
    if (violates(error, onceByBytes)) return undefined;
    throw error;
  }
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
