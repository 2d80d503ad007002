import { sortTextOf } from '@portal/core/documents/fold-for-search';
import type { Reservation } from '@portal/core/documents/documents.port';
import type { FinishedWithActivity, UploadWritesPort } from '@portal/core/documents/upload-writes.port';
import { newId } from '@portal/core/new-id';
import { isProblem } from '@portal/core/problem';
import { gather } from '../gather.ts';
import { wordsOf } from './document-words.ts';
import { type DocumentRow, documentColumns, documentOf } from './documents.queries.ts';
import { reserve } from './documents-writes.postgres.ts';
import type { Queryable } from './pool.ts';

// One statement is under way at a time, and what comes meanwhile goes with the next: one commit for all of them.
// A primary that falls silent takes its time to be given up: nobody waits for that twice.
const together = { atMost: 50, atOnce: 1, patienceMs: 1_000, isOfOne };

/** For the pool. Uploads that come at the same moment share a statement, which is a transaction by itself. */
export function createUploadWrites(database: Queryable): UploadWritesPort {
  return {
    reserve: gather({
      ...together,
      together: (inputs) => reserveTogether(database, inputs),
      alone: (input) => reserve(database, input),
    }),
    finishAndRecord: gather({
      ...together,
      together: (inputs) => finishTogether(database, inputs),
      // Whoever asks knows how to go on: in a transaction, which sees why.
      alone: async () => undefined,
    }),
  };
}

async function reserveTogether(database: Queryable, inputs: readonly Reservation[]) {
  const asked = inputs.map((input) => ({
    document_id: input.documentId,
    record_id: input.recordId,
    uploaded_by: input.uploadedBy,
    file_name: input.fileName,
    announced_size_in_bytes: input.announcedSizeInBytes,
    storage_key: input.storageKey,
    created_at: input.createdAt,
    deadline: input.deadline,
    quota_in_bytes: input.quotaInBytes,
  }));
  const { rows } = await database.query<{ id: string }>(
    'select reserve_documents($1) as id',
    [JSON.stringify(asked)],
    'reserve-documents',
  );
  const reserved = new Set(rows.map(({ id }) => id));
  return inputs.map(({ documentId }) => (reserved.has(documentId) ? 'reserved' : 'record_full'));
}

async function finishTogether(database: Queryable, inputs: readonly FinishedWithActivity[]) {
  const { rows } = await database.query<DocumentRow>(
    `select ${documentColumns} from finish_documents($1)`,
    [JSON.stringify(inputs.map(askedOf))],
    'finish-documents',
  );
  const made = new Map(rows.map((row) => [row.id, documentOf(row)]));
  return inputs.map(({ finished }) => made.get(finished.documentId));
}

function askedOf({ finished, entry, idempotency }: FinishedWithActivity) {
  const { actor, origin } = entry;
  const patient = actor.type === 'patient' ? actor : undefined;
  return {
    document_id: finished.documentId,
    record_id: finished.recordId,
    state: finished.state,
    title: finished.title,
    sort_title: sortTextOf(finished.title),
    search_words: wordsOf(finished),
    category: finished.category,
    document_date: finished.documentDate,
    size_in_bytes: finished.sizeInBytes,
    sha256: finished.sha256,
    is_copy: finished.isCopy,
    check_result: finished.checkResult,
    uploaded_at: finished.uploadedAt,
    key: idempotency?.key,
    fingerprint: idempotency?.fingerprint,
    activity_id: newId(),
    action: entry.action,
    outcome: entry.outcome,
    actor_type: actor.type,
    actor_user_id: patient?.userId,
    session_id: patient?.sessionId,
    request_id: origin?.requestId,
    ip_address: origin?.ipAddress,
    user_agent: origin?.userAgent,
  };
}

// Somebody else holds a row for longer than many may wait for one.
const busyRow = /^(55P03|40P01)$/;

/** Whether Postgres refused the statement, which did nothing then, and is there for the next one. */
function isOfOne(error: unknown): boolean {
  if (!isProblem(error, 'service_unavailable')) return true;
  const { cause } = error;
  return cause instanceof Error && 'code' in cause && typeof cause.code === 'string' && busyRow.test(cause.code);
}
