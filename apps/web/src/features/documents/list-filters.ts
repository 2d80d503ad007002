import { documentCategories, documentSorts } from '@portal/contract/documents';
import { limits } from '@portal/contract/limits';

export type DocumentCategory = (typeof documentCategories)[number];
export type DocumentSort = (typeof documentSorts)[number];

/** Which documents a list shows, and in which order. `q` is empty, never blank, where nothing is searched. */
export type ListFilters = {
  view: 'active' | 'trash';
  q: string;
  category: DocumentCategory | undefined;
  sort: DocumentSort;
};

/** The order of a list that nobody chose one for, as the portal has it. */
export function defaultSortOf({ q }: Pick<ListFilters, 'q'>): DocumentSort {
  return q === '' ? '-uploadedAt' : 'relevance';
}

/** The orders to choose from: without a search nothing matches better than anything else. */
export function sortsOf(filters: Pick<ListFilters, 'q'>): readonly DocumentSort[] {
  return filters.q === '' ? documentSorts.filter((sort) => sort !== 'relevance') : documentSorts;
}

export const trashFilters: ListFilters = { view: 'trash', q: '', category: undefined, sort: '-uploadedAt' };

/** Reads the address. What it does not know it leaves out: an address may be older than the page, or typed. */
export function readFilters(search: URLSearchParams): ListFilters {
  const q = (search.get('q') ?? '').trim().slice(0, limits.searchLength);
  return {
    view: 'active',
    q,
    category: documentCategories.find((category) => category === search.get('category')),
    sort: sortsOf({ q }).find((sort) => sort === search.get('sort')) ?? defaultSortOf({ q }),
  };
}

/** The shortest address that says the same. */
export function writeFilters({ q, category, sort }: ListFilters): URLSearchParams {
  const search = new URLSearchParams();
  if (q !== '') search.set('q', q);
  if (category) search.set('category', category);
  if (sort !== defaultSortOf({ q })) search.set('sort', sort);
  return search;
}

/** An order that nobody chose follows the search: the best match where there is one, the newest where there is none. */
export function changeFilters(filters: ListFilters, changes: Partial<ListFilters>): ListFilters {
  const changed = { ...filters, ...changes };
  const isChosen = changed.sort !== defaultSortOf(filters) && sortsOf(changed).includes(changed.sort);
  return isChosen || 'sort' in changes ? changed : { ...changed, sort: defaultSortOf(changed) };
}

export function isNarrowed({ q, category }: ListFilters): boolean {
  return q !== '' || category !== undefined;
}
