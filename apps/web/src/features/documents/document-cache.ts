import type { Document, DocumentList, DocumentSummary } from '@portal/contract/documents';
import type { Query, QueryClient } from '@tanstack/react-query';
import { documentKeys } from './document-keys.ts';
import type { ListFilters } from './list-filters.ts';
import { isNarrowed } from './list-filters.ts';
import type { ListPages } from './use-document-list.ts';

/** Puts the cache of answers back as it was before an optimistic change. */
export type TakeBack = () => void;

/**
 * Remembers what the cache says of all documents, and stops what is being fetched: an answer from before the change
 * must not overwrite it.
 */
export async function rememberDocuments(client: QueryClient): Promise<TakeBack> {
  await client.cancelQueries({ queryKey: documentKeys.all });
  const remembered = client.getQueriesData({ queryKey: documentKeys.all });
  return () => {
    for (const [key, data] of remembered) client.setQueryData(key, data);
  };
}

/** The document as it is now, in every list and on its own. */
export function putDocument(client: QueryClient, document: Document): void {
  client.setQueryData(documentKeys.one(document.id), document);
  // What is known of it in one list alone stays there: where the words of a search stand in it.
  changeLists(client, (pages) =>
    mapItems(pages, (item) => (item.id === document.id ? { ...item, ...document } : item)),
  );
}

/** Out of all lists of one view. */
export function takeFromLists(client: QueryClient, view: ListFilters['view'], documentId: string): void {
  changeLists(client, (pages, filters) => (filters.view === view ? withoutDocument(pages, documentId) : pages));
}

/**
 * Into every list it belongs to, where it belongs. Lists that search are asked anew, because only the portal knows hits;
 * and so are those that are on their way, because they were asked for before it was there.
 */
export function addToLists(client: QueryClient, document: Document): void {
  placeInLists(client, document);
  void client.invalidateQueries({
    queryKey: documentKeys.lists,
    predicate: ({ queryKey }) => (queryKey[2] as ListFilters).q !== '',
  });
  void askAgain(client);
}

/** Into every list that shows all of its kind, where it belongs, and out of those of another category. */
export function placeInLists(client: QueryClient, document: Document): void {
  const view = document.trashedAt === null ? 'active' : 'trash';
  changeLists(client, (pages, filters) => {
    if (filters.view !== view || filters.q !== '') return pages;
    const belongs = !filters.category || filters.category === document.category;
    return belongs ? withDocument(pages, document, filters) : withoutDocument(pages, document.id);
  });
}

/** As it stands in the cache, on its own or in any list. */
export function findDocument(client: QueryClient, documentId: string): Document | undefined {
  const own = client.getQueryData<Document>(documentKeys.one(documentId));
  if (own) return own;
  const lists = client.getQueriesData<ListPages>({ queryKey: documentKeys.lists });
  const items = lists.flatMap(([, pages]) => pages?.pages.flatMap((page) => page.items) ?? []);
  return items.find(({ id }) => id === documentId);
}

/** Gives up the lists that are on their way, and asks for them anew. */
async function askAgain(client: QueryClient): Promise<void> {
  const lists = client.getQueryCache().findAll({ queryKey: documentKeys.lists, fetchStatus: 'fetching' });
  const underWay = lists.filter(({ queryKey }) => (queryKey[2] as ListFilters).q === '');
  if (underWay.length === 0) return;
  const hashes = new Set(underWay.map(({ queryHash }) => queryHash));
  const late = { queryKey: documentKeys.lists, predicate: (query: Query) => hashes.has(query.queryHash) };
  // The first fetch of a list is not begun anew by a refetch alone.
  await client.cancelQueries(late);
  await client.refetchQueries(late);
}

export function changeSummary(client: QueryClient, change: (summary: DocumentSummary) => DocumentSummary): void {
  client.setQueryData<DocumentSummary>(documentKeys.summary, (summary) => (summary ? change(summary) : summary));
}

/** The counts after a document went to the trash (`-1`) or came back from it (`+1`). */
export function countMoved(summary: DocumentSummary, document: Document, step: 1 | -1): DocumentSummary {
  const { state, category } = document;
  return {
    ...summary,
    active: summary.active + step,
    trashed: summary.trashed - step,
    byState: { ...summary.byState, [state]: summary.byState[state] + step },
    byCategory: { ...summary.byCategory, [category]: summary.byCategory[category] + step },
  };
}

function changeLists(client: QueryClient, change: (pages: ListPages, filters: ListFilters) => ListPages): void {
  for (const [key, pages] of client.getQueriesData<ListPages>({ queryKey: documentKeys.lists })) {
    if (pages) client.setQueryData<ListPages>(key, change(pages, key[2] as ListFilters));
  }
}

function mapPages(pages: ListPages, change: (page: DocumentList, index: number) => DocumentList): ListPages {
  return { ...pages, pages: pages.pages.map(change) };
}

function mapItems(pages: ListPages, change: (item: Document) => Document): ListPages {
  return mapPages(pages, (page) => ({ ...page, items: page.items.map(change) }));
}

function withoutDocument(pages: ListPages, documentId: string): ListPages {
  const isThere = pages.pages.some((page) => page.items.some((item) => item.id === documentId));
  if (!isThere) return pages;
  return mapPages(pages, (page) => ({
    ...page,
    items: page.items.filter((item) => item.id !== documentId),
    total: page.total === null ? null : page.total - 1,
  }));
}

function withDocument(pages: ListPages, document: Document, filters: ListFilters): ListPages {
  const clean = withoutDocument(pages, document.id);
  const place = clean.pages.findIndex(
    (page) => page.nextCursor === null || page.items.some((item) => comesBefore(document, item, filters)),
  );
  return mapPages(clean, (page, index) => ({
    ...page,
    items: index === place ? insert(page.items, document, filters) : page.items,
    total: page.total === null || isNarrowed(filters) ? page.total : page.total + 1,
  }));
}

function insert(items: readonly Document[], document: Document, filters: ListFilters): Document[] {
  const found = items.findIndex((item) => comesBefore(document, item, filters));
  const place = found === -1 ? items.length : found;
  return [...items.slice(0, place), document, ...items.slice(place)];
}

/** Near enough to the portal's own order for the moment until the list is fetched again. */
function comesBefore(one: Document, other: Document, { view, sort }: ListFilters): boolean {
  if (view === 'trash') return (one.trashedAt ?? '') > (other.trashedAt ?? '');
  if (sort === 'title') return one.title.localeCompare(other.title) < 0;
  if (sort === '-documentDate') return (one.documentDate ?? '') > (other.documentDate ?? '');
  return one.uploadedAt > other.uploadedAt;
}
