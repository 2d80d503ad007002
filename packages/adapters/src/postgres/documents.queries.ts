import type {
  CheckResult,
  Document,
  DocumentCategory,
  DocumentSort,
  DocumentState,
  DocumentView,
} from '@portal/core/documents/document';
import { defaultSortOf } from '@portal/core/documents/document-sort';
import type {
  DocumentsPosition,
  DocumentsQuery,
  DocumentsVersion,
  ListedDocument,
} from '@portal/core/documents/documents.port';
import { snippetOf } from '@portal/core/documents/snippet';
import { pageOf, type Parameter } from './list-page.ts';

/** A calendar day travels as text: as a `Date` it would be another day in another time zone. */
export const documentColumns = `id, record_id, state, title, file_name, category,
  to_char(document_date, 'YYYY-MM-DD') as document_date, note, size_in_bytes, sha256, is_copy, storage_key, page_count,
  has_active_content, has_thumbnail, check_result, checked_at, uploaded_at, trashed_at, purge_at, revision`;

export type DocumentRow = {
  id: string;
  record_id: string;
  state: DocumentState;
  title: string;
  file_name: string;
  category: DocumentCategory;
  document_date: string | null;
  note: string;
  size_in_bytes: string;
  sha256: string;
  is_copy: boolean;
  storage_key: string;
  page_count: number | null;
  has_active_content: boolean;
  has_thumbnail: boolean;
  check_result: CheckResult | null;
  checked_at: Date | null;
  uploaded_at: Date;
  trashed_at: Date | null;
  purge_at: Date | null;
  revision: number;
};

export function documentOf(row: DocumentRow): Document {
  return {
    id: row.id,
    recordId: row.record_id,
    state: row.state,
    title: row.title,
    fileName: row.file_name,
    category: row.category,
    documentDate: row.document_date,
    note: row.note,
    // bigint comes as text; sizes stay far below 2^53.
    sizeInBytes: Number(row.size_in_bytes),
    sha256: row.sha256,
    isCopy: row.is_copy,
    storageKey: row.storage_key,
    pageCount: row.page_count,
    hasActiveContent: row.has_active_content,
    hasThumbnail: row.has_thumbnail,
    checkResult: row.check_result,
    checkedAt: row.checked_at,
    uploadedAt: row.uploaded_at,
    trashedAt: row.trashed_at,
    purgeAt: row.purge_at,
    revision: row.revision,
  };
}

export type VersionRow = {
  version: string | null;
  nonce: string | null;
  active_count: string | null;
  trashed_count: string | null;
};
type SortedRow = DocumentRow & { sort_title: string; score: number } & HitRow;
/** Of a search alone; null where the text holds none of its words. */
type HitRow = { hit_page?: number | null; hit_text?: string | null; hit_places?: number[] | null };
export type ListRow = VersionRow & SortedRow;
/** A record without documents joins nothing: its one row has a version and no document. */
export type ListedRow = VersionRow & Partial<SortedRow>;

/** A record that never had a document has no version row: it is at 0. */
export function versionOf(row: Pick<VersionRow, 'version' | 'nonce'>): DocumentsVersion {
  return { number: Number(row.version ?? 0), nonce: row.nonce ?? '00000000-0000-0000-0000-000000000000' };
}

export function listedOf(row: ListRow): ListedDocument {
  const { hit_page: page, hit_text: text, hit_places: places } = row;
  const hit = page && text && places ? { page, snippet: snippetOf(text, places) } : undefined;
  return { ...documentOf(row), hit };
}

type Order = {
  columns: string;
  isAfter: (after: DocumentsPosition, parameter: Parameter) => string;
  valueOf: (row: ListRow) => string;
};

const dateOrNever = `coalesce(document_date, '-infinity'::date)`;

/** Each but the last is an index of `documents`; comparing rows is what lets Postgres start in the middle of it. */
const orders: Record<DocumentSort, Order> = {
  '-uploadedAt': {
    columns: 'uploaded_at desc, id desc',
    isAfter: ({ sortValue, id }, parameter) =>
      `(uploaded_at, id) < (${parameter(sortValue)}::timestamptz, ${parameter(id)}::uuid)`,
    valueOf: (row) => row.uploaded_at.toISOString(),
  },
  title: {
    columns: 'sort_title, id',
    isAfter: ({ sortValue, id }, parameter) =>
      `(sort_title, id) > (${parameter(sortValue)}::text, ${parameter(id)}::uuid)`,
    valueOf: (row) => row.sort_title,
  },
  '-documentDate': {
    columns: `${dateOrNever} desc, id desc`,
    isAfter: ({ sortValue, id }, parameter) =>
      `(${dateOrNever}, id) < (${parameter(sortValue)}::date, ${parameter(id)}::uuid)`,
    valueOf: (row) => row.document_date ?? '-infinity',
  },
  // A whole number, so that equal is equal on every page.
  relevance: {
    columns: 'score desc, uploaded_at desc, id desc',
    isAfter: ({ sortValue, id }, parameter) => {
      const [score, uploadedAt] = sortValue.split(' ');
      return `(score, uploaded_at, id) <
        (${parameter(score)}::integer, ${parameter(uploadedAt)}::timestamptz, ${parameter(id)}::uuid)`;
    },
    valueOf: (row) => `${row.score} ${row.uploaded_at.toISOString()}`,
  },
};

/** Spelt as the partial indexes are. */
const views: Record<DocumentView, string> = {
  active: `trashed_at is null and state <> 'uploading'`,
  trash: `trashed_at is not null and state <> 'uploading'`,
};

/** Where nothing is searched, nothing matches better than another. */
function sortOf({ sort, search }: Pick<DocumentsQuery, 'sort' | 'search'>): DocumentSort {
  return sort === 'relevance' ? defaultSortOf(search) : sort;
}

export function positionOf(query: Pick<DocumentsQuery, 'sort' | 'search'>, row: ListRow): DocumentsPosition {
  return { sortValue: orders[sortOf(query)].valueOf(row), id: row.id };
}

/** One statement, so that the page and its version are of one snapshot. One row more than asked tells of a next page. */
export function listQuery(query: DocumentsQuery): { text: string; values: unknown[] } {
  const values: unknown[] = [query.recordId, query.limit + 1];
  const parameter: Parameter = (value) => `$${values.push(value)}`;
  const sort = sortOf(query);
  const order = orders[sort];
  const conditions = ['record_id = $1', views[query.view]];
  if (query.category !== undefined) conditions.push(`category = ${parameter(query.category)}`);
  if (query.after) conditions.push(order.isAfter(query.after, parameter));
  const rest = `where ${conditions.join(' and ')} order by ${order.columns} limit $2`;
  const { page, hits } = pageOf(query, sort, rest, parameter);
  const text = `
    with ${page}
    select version, nonce, active_count, trashed_count, sort_title, score, ${hits && 'hit_page, hit_text, hit_places, '}
      ${documentColumns}
    from (values ($1::uuid)) as asked (asked_record_id)
    left join lateral (
      select version, nonce, active_count, trashed_count
      from document_list_versions where record_id = asked_record_id
    ) as versions on true
    left join page on true ${hits}
    order by ${order.columns}`;
  return { text, values };
}

export const summaryQuery = `
  with counted as (
    select state, category, count(*) as number from documents
    where record_id = $1 and trashed_at is null and state <> 'uploading'
    group by grouping sets ((state), (category))
  )
  select v.version, v.nonce, v.active_count, v.trashed_count,
    (select coalesce(json_object_agg(state, number), '{}') from counted where state is not null) as by_state,
    (select coalesce(json_object_agg(category, number), '{}') from counted where category is not null) as by_category
  from (values ($1::uuid)) as asked (record_id)
  left join document_list_versions v using (record_id)`;

export type SummaryRow = VersionRow & {
  by_state: Partial<Record<DocumentState, number>>;
  by_category: Partial<Record<DocumentCategory, number>>;
};
