import type { Document } from '@portal/contract/documents';
import type { DocumentSort } from './list-filters.ts';

/**
 * What stands in the margin of a list: the year in which documents were added, the year on the paper, or the letter
 * under which a title is found. `undated`: papers without a date, which come last.
 */
export type ListGroup =
  | { kind: 'added'; year: number }
  | { kind: 'dated'; year: number }
  | { kind: 'undated' }
  | { kind: 'letter'; letter: string };

export function groupOf(document: Document, sort: Exclude<DocumentSort, 'relevance'>): ListGroup {
  if (sort === 'title') return { kind: 'letter', letter: firstLetter(document.title) };
  if (sort === '-uploadedAt') return { kind: 'added', year: new Date(document.uploadedAt).getFullYear() };
  if (document.documentDate === null) return { kind: 'undated' };
  return { kind: 'dated', year: Number(document.documentDate.slice(0, 4)) };
}

/**
 * The group that begins with this document, or `undefined` where the one before belongs to it as well. The best matches
 * come from any year and letter: they stand in no group.
 */
export function groupStartingAt(
  documents: readonly Document[],
  index: number,
  sort: DocumentSort,
): ListGroup | undefined {
  const document = documents[index];
  if (!document || sort === 'relevance') return undefined;
  const group = groupOf(document, sort);
  const before = documents[index - 1];
  return before && isSame(groupOf(before, sort), group) ? undefined : group;
}

function isSame(one: ListGroup, other: ListGroup): boolean {
  return JSON.stringify(one) === JSON.stringify(other);
}

function firstLetter(title: string): string {
  const letter = /[\p{L}\p{N}]/u.exec(title)?.[0] ?? '#';
  return letter.normalize('NFD').slice(0, 1).toLocaleUpperCase();
}
