import type { IdempotencyKeysPort } from '@portal/core/documents/idempotency-keys.port';
import type { Queryable } from './pool.ts';

export function createPostgresIdempotencyKeys(database: Queryable): IdempotencyKeysPort {
  return {
    find: async (recordId, key) => {
      const { rows } = await database.query<{ fingerprint: string; document_id: string; is_duplicate: boolean }>(
        'select fingerprint, document_id, is_duplicate from idempotency_keys where record_id = $1 and key = $2',
        [recordId, key],
      );
      const [row] = rows;
      return row && { fingerprint: row.fingerprint, documentId: row.document_id, isDuplicate: row.is_duplicate };
    },
    add: async (recordId, key, { fingerprint, documentId, isDuplicate }, createdAt) => {
      const { rowCount } = await database.query(
        `insert into idempotency_keys (record_id, key, fingerprint, document_id, is_duplicate, created_at)
         values ($1, $2, $3, $4, $5, $6) on conflict (record_id, key) do nothing`,
        [recordId, key, fingerprint, documentId, isDuplicate, createdAt],
      );
      return rowCount === 1;
    },
    forget: async (recordId, key) => {
      await database.query('delete from idempotency_keys where record_id = $1 and key = $2', [recordId, key]);
    },
    removeOlder: async (than) => {
      const { rowCount } = await database.query('delete from idempotency_keys where created_at < $1', [than]);
      return rowCount ?? 0;
    },
  };
}
