import type { Document } from '@portal/contract/documents';
import { QueryClient } from '@tanstack/react-query';
import { describe, expect, it } from 'vitest';
import { documentKeys } from '../document-keys.ts';
import { readFilters, trashFilters } from '../list-filters.ts';
import type { ListPages } from '../use-document-list.ts';
import { catchUp, showChanges } from './show-changes.ts';

const newest = readFilters(new URLSearchParams());
const hits = readFilters(new URLSearchParams('q=knee'));

function documentOf(number: number, changes: Partial<Document> = {}): Document {
  return {
    id: `01980000-0000-7000-8000-00000000000${number}`,
    state: 'processing',
    title: `Paper ${number}`,
    fileName: `paper-${number}.pdf`,
    category: 'other',
    documentDate: null,
    note: '',
    sizeInBytes: 100,
    sha256: 'a'.repeat(64),
    pageCount: null,
    hasActiveContent: false,
    hasThumbnail: false,
    checkResult: null,
    checkedAt: null,
    uploadedAt: `2026-05-0${number}T10:00:00.000Z`,
    trashedAt: null,
    purgeAt: null,
    revision: 1,
    ...changes,
  };
}

function clientWith(items: readonly Document[]) {
  const client = new QueryClient();
  const page = { items: [...items], nextCursor: null, total: items.length, version: 1 };
  for (const filters of [newest, hits]) {
    client.setQueryData<ListPages>(documentKeys.list(filters), { pages: [page], pageParams: [undefined] });
  }
  const trash = { ...page, items: [], total: 0 };
  client.setQueryData<ListPages>(documentKeys.list(trashFilters), { pages: [trash], pageParams: [undefined] });
  client.setQueryData(documentKeys.summary, {});
  const listed = (filters = newest) =>
    client.getQueryData<ListPages>(documentKeys.list(filters))?.pages.flatMap((one) => one.items) ?? [];
  const isOld = (key: readonly unknown[]) => client.getQueryState(key)?.isInvalidated;
  return { client, listed, isOld };
}

const portalWith =
  (...documents: readonly Document[]) =>
  async (id: string) =>
    documents.find((document) => document.id === id);

describe('News of the portal', () => {
  it('show what became of a document where it stands, and have the counts asked for anew', async () => {
    const { client, listed, isOld } = clientWith([documentOf(2), documentOf(1)]);
    const ready = documentOf(1, { state: 'ready', pageCount: 3, checkResult: 'clean' });
    await showChanges(client, [ready.id], portalWith(ready));
    expect(listed()).toEqual([documentOf(2), ready]);
    expect(client.getQueryData(documentKeys.one(ready.id))).toEqual(ready);
    expect(isOld(documentKeys.summary)).toBe(true);
    expect(isOld(documentKeys.list(newest))).toBe(false);
  });

  it('change nothing where the page has made the change itself', async () => {
    const { client, isOld } = clientWith([documentOf(1)]);
    await showChanges(client, [documentOf(1).id], portalWith(documentOf(1)));
    expect(isOld(documentKeys.summary)).toBe(false);
    expect(isOld(documentKeys.list(hits))).toBe(false);
  });

  it('put a document of another tab where it belongs, and ask anew for what is searched', async () => {
    const { client, listed, isOld } = clientWith([documentOf(3), documentOf(1)]);
    await showChanges(client, [documentOf(2).id], portalWith(documentOf(2)));
    expect(listed().map(({ title }) => title)).toEqual(['Paper 3', 'Paper 2', 'Paper 1']);
    expect(isOld(documentKeys.list(hits))).toBe(true);
  });

  it('take away what was thrown away or is gone', async () => {
    const { client, listed } = clientWith([documentOf(2), documentOf(1)]);
    const thrown = documentOf(1, { trashedAt: '2026-05-09T10:00:00.000Z' });
    await showChanges(client, [documentOf(2).id, thrown.id], portalWith(thrown));
    expect(listed()).toEqual([]);
    expect(listed(trashFilters)).toEqual([thrown]);
  });

  it('keep the hit of a search where it is', async () => {
    const hit = { page: 3, snippet: [{ text: 'knee', isMatch: true }] };
    const { client, listed } = clientWith([{ ...documentOf(1), hit } as Document]);
    await showChanges(client, [documentOf(1).id], portalWith(documentOf(1, { state: 'ready' })));
    expect(listed(hits)).toEqual([{ ...documentOf(1, { state: 'ready' }), hit }]);
  });

  it('that may have been missed are asked for: what is on its way, and everything where one was away', async () => {
    const { client, isOld } = clientWith([documentOf(1)]);
    const [waiting, done] = [documentOf(1), documentOf(2, { state: 'ready' })];
    for (const document of [waiting, done]) client.setQueryData(documentKeys.one(document.id), document);
    await catchUp(client, { wasAway: false });
    expect([isOld(documentKeys.one(waiting.id)), isOld(documentKeys.one(done.id))]).toEqual([true, false]);
    expect(isOld(documentKeys.list(newest))).toBe(false);
    await catchUp(client, { wasAway: true });
    expect([isOld(documentKeys.one(done.id)), isOld(documentKeys.list(newest))]).toEqual([true, true]);
  });
});
