import type { DocumentsPage, DocumentsPort, DocumentsQuery } from '@portal/core/documents/documents.port';
import {
  type DocumentRow,
  documentColumns,
  documentOf,
  listedOf,
  type ListedRow,
  type ListRow,
  listQuery,
  positionOf,
  type SummaryRow,
  summaryQuery,
  versionOf,
} from './documents.queries.ts';
import { createDocumentWrites } from './documents-writes.postgres.ts';
import { createStatementNames } from './statement-names.ts';
import type { Queryable } from './pool.ts';

/** On a pool for reading, on the client of a transaction for everything. */
export function createPostgresDocuments(database: Queryable): DocumentsPort {
  const findWhere = async (name: string, condition: string, values: unknown[]) => {
    const { rows } = await database.query<DocumentRow>(
      `select ${documentColumns} from documents where record_id = $1 and ${condition}`,
      values,
      name,
    );
    return rows[0] && documentOf(rows[0]);
  };
  return {
    ...createDocumentWrites(database),
    find: (recordId, documentId) =>
      findWhere('find-document', `id = $2 and state <> 'uploading'`, [recordId, documentId]),
    findBySha256: (recordId, sha256) =>
      findWhere(
        'find-document-by-hash',
        `sha256 = $2 and state in ('processing', 'ready')
         order by trashed_at is not null, is_copy, trashed_at desc, id limit 1`,
        [recordId, sha256],
      ),
    list: (query) => list(database, query),
    summarise: async (recordId) => {
      const { rows } = await database.query<SummaryRow>(summaryQuery, [recordId], 'summarise-documents');
      const [row] = rows;
      if (!row) throw new Error('A query that always answers one row answered none.');
      return {
        active: Number(row.active_count ?? 0),
        trashed: Number(row.trashed_count ?? 0),
        byState: row.by_state,
        byCategory: row.by_category,
        version: versionOf(row),
      };
    },
  };
}

// By view, order, whether it goes on from a page, and how many words are looked for.
const nameOfList = createStatementNames('list', { most: 200 });

async function list(database: Queryable, query: DocumentsQuery): Promise<DocumentsPage> {
  const { text, values } = listQuery(query);
  const { rows } = await database.query<ListedRow>(text, values, nameOfList(text));
  const [first] = rows;
  if (!first) throw new Error('A query that always answers a row answered none.');
  const found = rows.filter((row): row is ListRow => row.id !== null && row.id !== undefined);
  const shown = found.slice(0, query.limit);
  const last = shown.at(-1);
  const count = query.view === 'active' ? first.active_count : first.trashed_count;
  const isNarrowed = query.category !== undefined || (query.search ?? '').trim() !== '';
  return {
    items: shown.map(listedOf),
    next: last && found.length > query.limit ? positionOf(query, last) : undefined,
    total: isNarrowed ? null : Number(count ?? 0),
    version: versionOf(first),
  };
}
