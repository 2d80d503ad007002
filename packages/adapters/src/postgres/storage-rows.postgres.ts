import type { CheckResult, DocumentState } from '@portal/core/documents/document';
import type { StorageRowsPort, StoredDocument } from '@portal/core/storage/storage-rows.port';
import type { Queryable } from './pool.ts';

type Row = {
  id: string;
  record_id: string;
  state: DocumentState;
  check_result: CheckResult | null;
  storage_key: string;
  file_name: string;
  size_in_bytes: string;
  sha256: string;
};

const columns = 'id, record_id, state, check_result, storage_key, file_name, size_in_bytes, sha256';

export function createPostgresStorageRows(database: Queryable): StorageRowsPort {
  return {
    count: async () => {
      const { rows } = await database.query<{ documents: string; size_in_bytes: string }>(
        `select count(*) as documents, coalesce(sum(size_in_bytes), 0) as size_in_bytes from documents
         where state <> 'uploading'`,
      );
      return { documents: Number(rows[0]?.documents), sizeInBytes: Number(rows[0]?.size_in_bytes) };
    },
    list: async (after, limit) => {
      const { rows } = await database.query<Row>(
        `select ${columns} from documents where state <> 'uploading' and ($1::uuid is null or id > $1)
         order by id limit $2`,
        [after, limit],
      );
      return rows.map(documentOf);
    },
    find: async (documentId) => {
      const { rows } = await database.query<Row>(
        `select ${columns} from documents where state <> 'uploading' and id = $1`,
        [documentId],
      );
      return rows[0] && documentOf(rows[0]);
    },
    listKeys: async (after, limit) => {
      const { rows } = await database.query<{ storage_key: string; is_unfinished: boolean }>(
        `(select storage_key, true as is_unfinished from unfinished_files
          where storage_key > $1 order by storage_key limit $2)
         union all
         (select storage_key, false from documents as d
          where storage_key > $1 and not exists (select from unfinished_files as f where f.storage_key = d.storage_key)
          order by storage_key limit $2)
         order by storage_key limit $2`,
        [after ?? '', limit],
      );
      return rows.map((row) => ({ storageKey: row.storage_key, isUnfinished: row.is_unfinished }));
    },
    refuse: async ({ id, storageKey }, result, now) => {
      const { rowCount } = await database.query(
        `update documents set state = 'refused', check_result = $3, checked_at = $4, revision = revision + 1
         where id = $1 and storage_key = $2 and state <> 'uploading'`,
        [id, storageKey, result, now],
      );
      return rowCount === 1;
    },
  };
}

function documentOf(row: Row): StoredDocument {
  return {
    id: row.id,
    recordId: row.record_id,
    state: row.state,
    checkResult: row.check_result,
    storageKey: row.storage_key,
    fileName: row.file_name,
    sizeInBytes: Number(row.size_in_bytes),
    sha256: row.sha256,
  };
}
