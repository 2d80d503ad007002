import type { DocumentSort } from './document.ts';

/** The order of a list that nobody chose one for: the best match first where words are looked for, else the newest. */
export function defaultSortOf(search: string | undefined): DocumentSort {
  return (search ?? '').trim() === '' ? '-uploadedAt' : 'relevance';
}
