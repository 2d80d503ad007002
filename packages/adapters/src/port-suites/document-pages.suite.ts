import type { DocumentCategory, DocumentSort } from '@portal/core/documents/document';
import { foldForSearch } from '@portal/core/documents/fold-for-search';
import { beforeAll, describe, expect, it } from 'vitest';
import { addDocument, type DocumentsHarness, later, listAll, type Owner, queryOf } from './documents-harness.ts';

const sorts: readonly DocumentSort[] = ['-uploadedAt', 'title', '-documentDate'];

/** A stream of numbers that is the same in every run. */
function createRandom(seed: number): (below: number) => number {
  let state = seed;
  return (below) => {
    state = (Math.imul(state, 1_664_525) + 1_013_904_223) >>> 0;
    return Math.floor((state / 2 ** 32) * below);
  };
}

/** What lists of documents promise: complete, in order, bounded, and found by their words. */
export function describeDocumentPages(name: string, create: () => DocumentsHarness): void {
  describe(`pages of documents: ${name}`, () => {
    let harness: DocumentsHarness;
    let owner: Owner;
    const titles = ['Ärzte', 'arzte', 'Zahn', 'zahn', 'Blood', 'blood test', '123', '😀', 'éclair', 'Eclair', 'خطاب'];
    const categories: readonly DocumentCategory[] = ['imaging', 'other'];

    beforeAll(async () => {
      harness = create();
      owner = await harness.newRecord();
      await addDocument(harness, await harness.newRecord(), { title: 'of somebody else' });
      const random = createRandom(20_260_503);
      for (let number = 0; number < 60; number += 1) {
        const document = await addDocument(harness, owner, {
          title: titles[random(titles.length)]!,
          category: categories[random(2)]!,
          documentDate: random(3) === 0 ? null : `2026-0${1 + random(4)}-01`,
          uploadedAt: later(random(10)),
        });
        if (random(4) > 0) continue;
        await harness.inTransaction(({ documents }) =>
          documents.trash(owner.recordId, document.id, later(20), later(99)),
        );
      }
    });

    const cases = sorts.flatMap((sort) =>
      (['active', 'trash'] as const).flatMap((view) => [1, 7, 100].map((limit) => ({ sort, view, limit }))),
    );
    it.each(cases)(
      '$view sorted by $sort, $limit a page: each document once and in order',
      async ({ sort, view, limit }) => {
        const found = await listAll(harness, queryOf(owner, { sort, view, limit }));
        const whole = await harness.documents.list(queryOf(owner, { sort, view, limit: 100 }));
        expect(found).toEqual(whole.items);
        expect(new Set(found.map(({ id }) => id)).size).toBe(whole.total);
        const keys = found.map((document) => {
          if (sort === 'title') return foldForSearch(document.title);
          return sort === '-uploadedAt' ? document.uploadedAt.toISOString() : (document.documentDate ?? '');
        });
        const inOrder = keys
          .map((key, index) => ({ key, id: found[index]!.id }))
          .toSorted((a, b) => {
            const order = Buffer.compare(Buffer.from(a.key), Buffer.from(b.key)) || (a.id < b.id ? -1 : 1);
            return sort === 'title' ? order : -order;
          });
        expect(found.map(({ id }) => id)).toEqual(inOrder.map(({ id }) => id));
      },
    );

    it('a page goes on where the last one ended, though its last document is gone', async () => {
      const alone = await harness.newRecord();
      for (let minute = 0; minute < 4; minute += 1) await addDocument(harness, alone, { uploadedAt: later(minute) });
      const first = await harness.documents.list(queryOf(alone, { limit: 2 }));
      await harness.inTransaction(({ documents }) => documents.remove(alone.recordId, first.items[1]!.id, later(9)));
      const second = await harness.documents.list(queryOf(alone, { limit: 2, after: first.next }));
      expect(second.items.map(({ uploadedAt }) => uploadedAt)).toEqual([later(1), later(0)]);
      expect(second.next).toBeUndefined();
    });

    it('tells a total of the whole view, and none where it is narrowed', async () => {
      const page = await harness.documents.list(queryOf(owner, { limit: 1 }));
      expect(page.total).toBeGreaterThan(10);
      expect((await harness.documents.list(queryOf(owner, { category: 'imaging' }))).total).toBeNull();
      expect((await harness.documents.list(queryOf(owner, { search: 'zahn' }))).total).toBeNull();
      expect((await harness.documents.list(queryOf(owner, { search: '  ' }))).total).toBe(page.total);
      const imaging = await listAll(harness, queryOf(owner, { category: 'imaging', limit: 3 }));
      expect(imaging.length).toBeGreaterThan(3);
      expect(imaging.every(({ category }) => category === 'imaging')).toBe(true);
    });

    it.each([
      ['the first letters of the last word', 'blut', true],
      ['all words, in any order', 'schilddruse große blut', true],
      ['without its accents', 'uberweisung', true],
      ['with accents it was not written with', 'blütbild', true],
      ['in other letters', 'ÜBERWEISUNG', true],
      ['words of the file name', 'scan 2024', true],
      ['a word of the middle, whole', 'fur blutbild', true],
      ['a sign', '💊', true],
      ['letters of another script', 'خطاب', true],
      ['one word that is not in it', 'blutbild niere', false],
      ['the first letters of a word that is not the last one', 'blut schilddruse', false],
      ['the end of a word', 'bild', false],
      ['what Postgres takes for an operator', `blutbild & !'`, true],
      ['no word at all', `'":*|&!<->()\\`, false],
    ])('finds a document by %s', async (_what, search, isFound) => {
      const alone = await harness.newRecord();
      await addDocument(harness, alone, {
        title: 'Überweisung für Blutbild, Große Schilddrüse 💊 خطاب',
        fileName: 'scan_2024-05.pdf',
      });
      await addDocument(harness, alone, { title: 'Niere', fileName: 'x.pdf' });
      const found = await listAll(harness, queryOf(alone, { search }));
      expect(found.map(({ title }) => title.slice(0, 11))).toEqual(isFound ? ['Überweisung'] : []);
    });

    it('finds a document by its new title, not by its old one, and still by its file name', async () => {
      const alone = await harness.newRecord();
      const { id, recordId } = await addDocument(harness, alone, { title: 'Old', fileName: 'brief.pdf' });
      const change = { recordId, documentId: id, revision: undefined, fields: { title: 'New' } };
      await harness.inTransaction(({ documents }) => documents.change(change));
      for (const [search, number] of [
        ['old', 0],
        ['new', 1],
        ['brief', 1],
      ] as const) {
        expect(await listAll(harness, queryOf(alone, { search }))).toHaveLength(number);
      }
    });

    it('pages through a search', async () => {
      const found = await listAll(harness, queryOf(owner, { search: 'zah', limit: 2, sort: 'title' }));
      expect(found.length).toBeGreaterThan(2);
      expect(new Set(found.map(({ id }) => id)).size).toBe(found.length);
    });
  });
}
