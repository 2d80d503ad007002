import type { DocumentSort } from '@portal/core/documents/document';
import type { DocumentsQuery } from '@portal/core/documents/documents.port';
import { searchOf } from './document-words.ts';

/** Takes a value of a statement and answers its place. */
export type Parameter = (value: unknown) => string;

/**
 * Rows that are narrowed are found by what indexes hold of them, so that only those of the page are fetched whole, and
 * only those are looked into for what a search met.
 */
const narrowed = (source: string, score: string, rest: string): string => `
    shown as (select id as shown_id, ${score} as score from ${source} ${rest}),
    page as materialized (select documents.*, score from shown join documents on id = shown_id where record_id = $1)`;

/** Many words are stored compressed: they are taken out once, and not again for each comparison of a score. */
const scored = (found: string, score: string): string => `
      select document_id, ${score} as score
      from (select document_id, name_words || ''::tsvector as name_words ${found} offset 0) as taken_out`;

/** `page`: common tables, the last of which is `page`. `hits`: what each of its rows is joined with. */
type Page = { page: string; hits: string };

/** The rows of one page, as SQL over `$1`, the record. `rest`: conditions, order and limit of its documents. */
export function pageOf(query: DocumentsQuery, sort: DocumentSort, rest: string, parameter: Parameter): Page {
  const { recordId, search = '', category } = query;
  if (search.trim() === '') {
    if (category !== undefined) return { page: narrowed('documents', '0', rest), hits: '' };
    return { page: `page as (select *, 0 as score from documents ${rest})`, hits: '' };
  }
  const words = searchOf({ recordId, search }, parameter);
  const none = '(select *, 0 as score from documents where false) as nothing';
  if (!words) return { page: narrowed(none, 'score', rest), hits: '' };
  // By themselves, so that no plan reads a record's documents one after the other to look for a word.
  const found = `from document_searches where record_id = $1 and ${words.condition}`;
  const page = `
    hits as materialized (
      ${sort === 'relevance' ? scored(found, words.score()) : `select document_id, 0 as score ${found}`}
    ), ${narrowed('hits join documents on id = document_id', 'score', rest)}`;
  return { page, hits: words.hits() };
}
