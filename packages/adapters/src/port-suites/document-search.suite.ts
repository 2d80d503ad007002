import { beforeAll, describe, expect, it } from 'vitest';
import { addDocument, type DocumentsHarness, later, listAll, type Owner, queryOf } from './documents-harness.ts';

/** What a search promises: the best match first, the record's own documents only, each of them once. */
export function describeDocumentSearch(name: string, create: () => DocumentsHarness): void {
  describe(`search of documents: ${name}`, () => {
    let harness: DocumentsHarness;
    beforeAll(() => {
      harness = create();
    });
    const titlesOf = async (owner: Owner, search: string, more: Parameters<typeof queryOf>[1] = {}) => {
      const found = await listAll(harness, queryOf(owner, { search, sort: 'relevance', ...more }));
      return found.map(({ title }) => title);
    };
    const addAll = async (owner: Owner, documents: readonly (readonly [title: string, fileName: string])[]) => {
      for (const [index, [title, fileName]] of documents.entries())
        await addDocument(harness, owner, { title, fileName, uploadedAt: later(index) });
    };

    it('shows a whole word of a title before one that begins so, that before a file name, and the newest first', async () => {
      const owner = await harness.newRecord();
      await addAll(owner, [
        ['Blood test', 'a.pdf'],
        ['Bloodwork', 'b.pdf'],
        ['Old letter', 'blood.pdf'],
        ['New letter', 'bloods.pdf'],
        ['Sugar in the blood', 'blood.pdf'],
        ['Knee', 'knee.pdf'],
      ]);
      expect(await titlesOf(owner, 'blood')).toEqual([
        'Sugar in the blood',
        'Blood test',
        'Bloodwork',
        'New letter',
        'Old letter',
      ]);
    });

    it('counts each word by its best place, whatever the order in which they are typed', async () => {
      const owner = await harness.newRecord();
      await addAll(owner, [
        ['Blood test', 'scan.pdf'],
        ['Blood', 'test.pdf'],
        ['Letter', 'blood-test.pdf'],
        ['Test of a knee', 'knee.pdf'],
      ]);
      const expected = ['Blood test', 'Blood', 'Letter'];
      expect(await titlesOf(owner, 'blood test')).toEqual(expected);
      expect(await titlesOf(owner, 'test blood')).toEqual(expected);
      // Of many words the last ones decide, and all have to be there.
      expect(await titlesOf(owner, 'test pdf blood test pdf blood scan')).toEqual(['Blood test']);
    });

    it('begins only the last word, and folds case and accents of every script', async () => {
      const owner = await harness.newRecord();
      await addAll(owner, [['Überweisung für Größe, خِطَاب 検査結果', 'ÅRSRAPPORT.pdf']]);
      for (const search of ['uber', 'GROSSE uberw', 'خطا', '検査', 'arsrapport خطاب über']) {
        expect(await titlesOf(owner, search), search).toHaveLength(1);
      }
      for (const search of ['uber grosse', 'weisung', '結果'])
        expect(await titlesOf(owner, search), search).toEqual([]);
    });

    it('finds nothing of another record, be the words the same', async () => {
      const [owner, stranger] = [await harness.newRecord(), await harness.newRecord()];
      await addAll(stranger, [['Knee of a stranger', 'knee.pdf']]);
      expect(await titlesOf(owner, 'knee')).toEqual([]);
      await addAll(owner, [['Knee of mine', 'knee.pdf']]);
      expect(await titlesOf(owner, 'knee')).toEqual(['Knee of mine']);
      expect(await titlesOf(owner, 'k')).toEqual(['Knee of mine']);
    });

    it('looks in the trash or outside of it, and in one category', async () => {
      const owner = await harness.newRecord();
      await addDocument(harness, owner, { title: 'Knee, scan', category: 'imaging' });
      const letter = await addDocument(harness, owner, { title: 'Knee, letter', category: 'discharge_letter' });
      expect(await titlesOf(owner, 'knee', { category: 'imaging' })).toEqual(['Knee, scan']);
      await harness.inTransaction(({ documents }) => documents.trash(owner.recordId, letter.id, later(20), later(99)));
      expect(await titlesOf(owner, 'knee')).toEqual(['Knee, scan']);
      expect(await titlesOf(owner, 'knee', { view: 'trash' })).toEqual(['Knee, letter']);
      await harness.inTransaction(({ documents }) => documents.remove(owner.recordId, letter.id, later(30)));
      expect(await titlesOf(owner, 'knee', { view: 'trash' })).toEqual([]);
    });

    it.each(['.', `'"()`, '\u0001', '\u0301', '\u200b'])('finds nothing where there is no word: %j', async (search) => {
      const owner = await harness.newRecord();
      await addAll(owner, [['Knee', 'knee.pdf']]);
      for (const more of [{}, { sort: 'title' }, { view: 'trash', category: 'imaging' }] as const)
        expect(await titlesOf(owner, search, more)).toEqual([]);
    });

    it('pages through hits, many as good as the next: each once and in order', async () => {
      const owner = await harness.newRecord();
      for (let number = 0; number < 21; number += 1) {
        const title = number % 3 === 0 ? 'Knee' : 'Letter';
        await addDocument(harness, owner, { title, fileName: 'knee.pdf', uploadedAt: later(number % 4) });
      }
      const whole = await listAll(harness, queryOf(owner, { search: 'kne', sort: 'relevance', limit: 100 }));
      const keys = whole.map((one) => `${one.title === 'Knee' ? 1 : 0} ${one.uploadedAt.toISOString()} ${one.id}`);
      expect(keys).toEqual(keys.toSorted().toReversed());
      for (const limit of [1, 5]) {
        expect(await listAll(harness, queryOf(owner, { search: 'kne', sort: 'relevance', limit }))).toEqual(whole);
      }
    });

    it('where nothing is searched the best match is the newest', async () => {
      const owner = await harness.newRecord();
      for (let minute = 0; minute < 5; minute += 1) await addDocument(harness, owner, { uploadedAt: later(minute) });
      for (const search of [undefined, '  ']) {
        const found = await listAll(harness, queryOf(owner, { search, sort: 'relevance', limit: 2 }));
        expect(found.map(({ uploadedAt }) => uploadedAt)).toEqual([4, 3, 2, 1, 0].map(later));
      }
    });
  });
}
