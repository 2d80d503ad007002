import type { ListReadsPort } from '@portal/core/documents/document-lists.port';
import { createPostgresDocuments } from './documents.postgres.ts';
import { type VersionRow, versionOf } from './documents.queries.ts';
import type { Queryable } from './pool.ts';

/** By primary key, prepared: every list that is asked for begins with it. */
const versionQuery = 'select version, nonce from document_list_versions where record_id = $1';

export function createPostgresListReads({ primary }: { primary: Queryable }): ListReadsPort {
  const documents = createPostgresDocuments(primary);
  return {
    findVersion: async (recordId) => {
      const { rows } = await primary.query<Pick<VersionRow, 'version' | 'nonce'>>(
        versionQuery,
        [recordId],
        'find-list-version',
      );
      return versionOf(rows[0] ?? { version: null, nonce: null });
    },
    readPage: (query) => documents.list(query),
  };
}
