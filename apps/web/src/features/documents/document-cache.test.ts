import type { Document, DocumentList } from '@portal/contract/documents';
import { InfiniteQueryObserver, QueryClient } from '@tanstack/react-query';
import { describe, expect, it } from 'vitest';
import { addToLists, countMoved, putDocument, rememberDocuments, takeFromLists } from './document-cache.ts';
import { documentKeys } from './document-keys.ts';
import type { ListFilters } from './list-filters.ts';
import { readFilters, trashFilters } from './list-filters.ts';
import type { ListPages } from './use-document-list.ts';

const newest = readFilters(new URLSearchParams());
const byTitle = readFilters(new URLSearchParams('sort=title'));
const letters = readFilters(new URLSearchParams('category=discharge_letter'));

function documentOf(number: number, changes: Partial<Document> = {}): Document {
  return {
    id: `01980000-0000-7000-8000-00000000000${number}`,
    state: 'ready',
    title: `Paper ${number}`,
    fileName: `paper-${number}.pdf`,
    category: 'other',
    documentDate: null,
    note: '',
    sizeInBytes: 100,
    sha256: 'a'.repeat(64),
    pageCount: 1,
    hasActiveContent: false,
    hasThumbnail: false,
    checkResult: 'not_scanned',
    checkedAt: null,
    uploadedAt: `2026-05-0${number}T10:00:00.000Z`,
    trashedAt: null,
    purgeAt: null,
    revision: 1,
    ...changes,
  };
}

function pageOf(items: Document[], nextCursor: string | null, total: number | null): DocumentList {
  return { items, nextCursor, total, version: 1 };
}

function clientWith(lists: [ListFilters, DocumentList[]][]) {
  const client = new QueryClient();
  for (const [filters, pages] of lists) {
    client.setQueryData<ListPages>(documentKeys.list(filters), { pages, pageParams: pages.map(() => undefined) });
  }
  const titles = (filters: ListFilters) =>
    client
      .getQueryData<ListPages>(documentKeys.list(filters))
      ?.pages.map((page) => page.items.map((item) => item.title));
  const total = (filters: ListFilters) => client.getQueryData<ListPages>(documentKeys.list(filters))?.pages[0]?.total;
  return { client, titles, total };
}

describe('The lists in the cache', () => {
  it('show a changed title everywhere at once', () => {
    const { client, titles } = clientWith([
      [newest, [pageOf([documentOf(2), documentOf(1)], null, 2)]],
      [byTitle, [pageOf([documentOf(1), documentOf(2)], null, 2)]],
    ]);
    putDocument(client, documentOf(1, { title: 'Blood test' }));
    expect(titles(newest)).toEqual([['Paper 2', 'Blood test']]);
    expect(titles(byTitle)).toEqual([['Blood test', 'Paper 2']]);
  });

  it('lose a document that goes to the trash, and count one less', () => {
    const { client, titles, total } = clientWith([[newest, [pageOf([documentOf(2), documentOf(1)], null, 2)]]]);
    takeFromLists(client, 'active', documentOf(2).id);
    expect(titles(newest)).toEqual([['Paper 1']]);
    expect(total(newest)).toBe(1);
  });

  // The mutants: `askAgain` out of `addToLists`; `cancelQueries` out of it.
  it('keep a document that came while they were asked for: the answer is from before', async () => {
    const client = new QueryClient();
    const { promise: before, resolve: answer } = Promise.withResolvers<DocumentList>();
    const answers = [before, Promise.resolve(pageOf([documentOf(1)], null, 1))];
    const list = new InfiniteQueryObserver(client, {
      queryKey: documentKeys.list(newest),
      queryFn: () => answers.shift() ?? Promise.reject(new Error('Nobody asks a third time.')),
      initialPageParam: undefined,
      getNextPageParam: () => undefined,
    });
    const stop = list.subscribe(() => undefined);
    addToLists(client, documentOf(1));
    answer(pageOf([], null, 0));
    await expect.poll(() => list.getCurrentResult().fetchStatus).toBe('idle');
    expect(list.getCurrentResult().data?.pages.flatMap(({ items }) => items)).toEqual([documentOf(1)]);
    stop();
  });

  it('get it back where it was', () => {
    const pages = [pageOf([documentOf(5), documentOf(4)], 'more', 4), pageOf([documentOf(3), documentOf(1)], null, 4)];
    const { client, titles, total } = clientWith([
      [newest, pages],
      [letters, [pageOf([], null, null)]],
      [trashFilters, [pageOf([], null, 0)]],
    ]);
    addToLists(client, documentOf(2));
    expect(titles(newest)).toEqual([
      ['Paper 5', 'Paper 4'],
      ['Paper 3', 'Paper 2', 'Paper 1'],
    ]);
    expect(total(newest)).toBe(5);
    expect(titles(letters)).toEqual([[]]);
    expect(titles(trashFilters)).toEqual([[]]);
  });

  it('leave a document out that belongs beyond what was fetched', () => {
    const { client, titles } = clientWith([[newest, [pageOf([documentOf(5)], 'more', 9)]]]);
    addToLists(client, documentOf(2));
    expect(titles(newest)).toEqual([['Paper 5']]);
  });

  it('are as they were when the portal says no', async () => {
    const { client, titles } = clientWith([[newest, [pageOf([documentOf(1)], null, 1)]]]);
    const takeBack = await rememberDocuments(client);
    takeFromLists(client, 'active', documentOf(1).id);
    takeBack();
    expect(titles(newest)).toEqual([['Paper 1']]);
  });

  it('count a document that moved, by state and category', () => {
    const summary = {
      active: 3,
      trashed: 1,
      byState: { uploading: 0, processing: 0, ready: 3, blocked: 0, refused: 0, unscannable: 0 },
      byCategory: {
        lab_result: 0,
        imaging: 0,
        discharge_letter: 0,
        prescription: 0,
        vaccination: 0,
        referral: 0,
        insurance: 0,
        other: 3,
      },
      version: 4,
    };
    const moved = countMoved(summary, documentOf(1), -1);
    expect([moved.active, moved.trashed, moved.byState.ready, moved.byCategory.other]).toEqual([2, 2, 2, 2]);
    expect(countMoved(moved, documentOf(1), 1)).toEqual(summary);
  });
});
