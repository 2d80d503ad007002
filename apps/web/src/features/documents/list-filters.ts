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

export const defaultSort: DocumentSort = '-uploadedAt';

export const trashFilters: ListFilters = { view: 'trash', q: '', category: undefined, sort: defaultSort };

/** Reads the address. What it does not know it leaves out: an address may be older than the page, or typed. */
export function readFilters(search: URLSearchParams): ListFilters {
  return {
    view: 'active',
    q: (search.get('q') ?? '').trim().slice(0, limits.searchLength),
    category: documentCategories.find((category) => category === search.get('category')),
    sort: documentSorts.find((sort) => sort === search.get('sort')) ?? defaultSort,
  };
}

/** The shortest address that says the same. */
export function writeFilters({ q, category, sort }: ListFilters): URLSearchParams {
  const search = new URLSearchParams();
  if (q !== '') search.set('q', q);
  if (category) search.set('category', category);
  if (sort !== defaultSort) search.set('sort', sort);
  return search;
}

export function isNarrowed({ q, category }: ListFilters): boolean {
  return q !== '' || category !== undefined;
}
