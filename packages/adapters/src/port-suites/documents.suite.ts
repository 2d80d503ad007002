import { newId } from '@portal/core/new-id';
import { beforeAll, describe, expect, it } from 'vitest';
import { addDocument, type DocumentsHarness, later, listAll, type Owner, queryOf } from './documents-harness.ts';

/** What the rows of documents promise when they are changed. */
export function describeDocuments(name: string, create: () => DocumentsHarness): void {
  describe(`documents: ${name}`, () => {
    let harness: DocumentsHarness;
    let owner: Owner;
    let stranger: Owner;
    beforeAll(async () => {
      harness = create();
      owner = await harness.newRecord();
      stranger = await harness.newRecord();
    });
    const inTransaction: DocumentsHarness['inTransaction'] = (work) => harness.inTransaction(work);

    it('row 28: a document of another record answers like none at all, on every verb', async () => {
      const { id } = await addDocument(harness, owner);
      const { recordId } = stranger;
      const fields = { title: 'mine now' };
      expect(await harness.documents.find(recordId, id)).toBeUndefined();
      await inTransaction(async ({ documents }) => {
        expect(await documents.change({ recordId, documentId: id, revision: undefined, fields })).toEqual({
          outcome: 'missing',
        });
        expect(await documents.trash(recordId, id, later(2), later(3))).toBeUndefined();
        expect(await documents.restore(recordId, id)).toBeUndefined();
        expect(await documents.remove(recordId, id, later(2))).toBeUndefined();
        expect(await documents.extend(recordId, id, later(200))).toBe(false);
      });
      expect(await harness.documents.find(owner.recordId, id)).toMatchObject({ title: 'Blood test', trashedAt: null });
    });

    it('changes the fields that are named, and counts it', async () => {
      const { id, recordId } = await addDocument(harness, owner, { title: 'Old', documentDate: '2020-02-29' });
      const change = (fields: object, revision?: number) =>
        inTransaction(({ documents }) => documents.change({ recordId, documentId: id, revision, fields }));
      expect(await change({ title: 'New' }, 1)).toMatchObject({
        outcome: 'done',
        document: { title: 'New', documentDate: '2020-02-29', revision: 2 },
      });
      expect(await change({ note: 'n', category: 'imaging' })).toMatchObject({
        document: { title: 'New', note: 'n', category: 'imaging', revision: 3 },
      });
      expect(await change({ documentDate: null })).toMatchObject({ document: { documentDate: null, revision: 4 } });
      expect(await change({ note: 'late' }, 3)).toEqual({ outcome: 'changed' });
      expect(await harness.documents.find(recordId, id)).toMatchObject({ note: 'n', revision: 4 });
    });

    it('of two changes of the same revision one is too late', async () => {
      const { id, recordId } = await addDocument(harness, owner);
      const outcomes = await Promise.all(
        ['a', 'b'].map((note) =>
          inTransaction(({ documents }) =>
            documents.change({ recordId, documentId: id, revision: 1, fields: { note } }),
          ),
        ),
      );
      expect(outcomes.map(({ outcome }) => outcome).toSorted()).toEqual(['changed', 'done']);
    });

    it('goes to the trash and comes back, and is not changed there', async () => {
      const { id, recordId } = await addDocument(harness, owner);
      const trash = () => inTransaction(({ documents }) => documents.trash(recordId, id, later(5), later(50)));
      expect(await trash()).toMatchObject({ trashedAt: later(5), purgeAt: later(50), revision: 2 });
      expect(await trash()).toBeUndefined();
      const change = { recordId, documentId: id, revision: undefined, fields: { note: 'x' } };
      expect(await inTransaction(({ documents }) => documents.change(change))).toEqual({ outcome: 'missing' });
      const restore = () => inTransaction(({ documents }) => documents.restore(recordId, id));
      expect(await restore()).toMatchObject({ trashedAt: null, purgeAt: null, isCopy: false, revision: 3 });
      expect(await restore()).toBeUndefined();
    });

    it('a document that is removed leaves a note of its file', async () => {
      const { id, recordId, storageKey } = await addDocument(harness, owner);
      expect(await inTransaction(({ documents }) => documents.remove(recordId, id, later(7)))).toEqual({ storageKey });
      expect(await harness.documents.find(recordId, id)).toBeUndefined();
      expect(await inTransaction(({ documents }) => documents.remove(recordId, id, later(7)))).toBeUndefined();
      const claimed = await harness.unfinishedFiles.claimOverdue(later(7), later(20), 1000);
      expect(claimed).toContainEqual({ storageKey, documentId: id });
    });

    it('what was in the trash for its time goes once, whoever takes it, and leaves a note of its file', async () => {
      const overdue = [await addDocument(harness, owner), await addDocument(harness, owner)];
      const notYet = await addDocument(harness, owner);
      for (const [document, purgeAt] of [
        ...overdue.map((one) => [one, later(30)] as const),
        [notYet, later(99)] as const,
      ])
        await inTransaction(({ documents }) => documents.trash(owner.recordId, document.id, later(5), purgeAt));
      const take = () => inTransaction(({ documents }) => documents.removeOverdue(later(40), 1));
      const taken = [...(await Promise.all([take(), take()])).flat(), ...(await take()), ...(await take())];
      expect(taken.toSorted((a, b) => a.documentId.localeCompare(b.documentId))).toEqual(
        overdue
          .map(({ id, recordId }) => ({ recordId, documentId: id }))
          .toSorted((a, b) => a.documentId.localeCompare(b.documentId)),
      );
      expect(await harness.documents.find(owner.recordId, notYet.id)).toMatchObject({ purgeAt: later(99) });
      const claimed = await harness.unfinishedFiles.claimOverdue(later(40), later(50), 1000);
      expect(claimed.map(({ documentId }) => documentId)).toEqual(expect.arrayContaining(overdue.map(({ id }) => id)));
    });

    it('a list names another version after each change that can be seen, and the counts follow', async () => {
      const alone = await harness.newRecord();
      const versions: string[] = [];
      const look = async (active: number, trashed: number) => {
        const { version, ...counts } = await harness.documents.summarise(alone.recordId);
        const page = await harness.documents.list(queryOf(alone));
        const trash = await harness.documents.list(queryOf(alone, { view: 'trash' }));
        expect(page.version).toEqual(version);
        expect([counts.active, counts.trashed, page.total, trash.total]).toEqual([active, trashed, active, trashed]);
        expect([page.items.length, trash.items.length]).toEqual([active, trashed]);
        versions.push(`${version.number}-${version.nonce}`);
      };
      await look(0, 0);
      const { id, recordId } = await addDocument(harness, alone);
      await look(1, 0);
      await inTransaction(({ documents }) =>
        documents.change({ recordId, documentId: id, revision: 1, fields: { note: 'x' } }),
      );
      await look(1, 0);
      await inTransaction(({ documents }) => documents.trash(recordId, id, later(5), later(50)));
      await look(0, 1);
      await inTransaction(({ documents }) => documents.restore(recordId, id));
      await look(1, 0);
      await inTransaction(({ documents }) => documents.remove(recordId, id, later(6)));
      await look(0, 0);
      expect(new Set(versions).size).toBe(versions.length);
    });

    it('counts documents by state and by category, those in the trash left out', async () => {
      const alone = await harness.newRecord();
      for (const category of ['imaging', 'imaging', 'other'] as const) await addDocument(harness, alone, { category });
      const trashed = await addDocument(harness, alone, { category: 'insurance' });
      await inTransaction(({ documents }) => documents.trash(alone.recordId, trashed.id, later(5), later(50)));
      expect(await harness.documents.summarise(alone.recordId)).toMatchObject({
        active: 3,
        trashed: 1,
        byState: { ready: 3 },
        byCategory: { imaging: 2, other: 1 },
      });
    });

    it('finds nothing in a record that does not exist', async () => {
      const nobody = { recordId: newId(), userId: newId() };
      expect(await listAll(harness, queryOf(nobody))).toEqual([]);
      expect(await harness.documents.summarise(nobody.recordId)).toMatchObject({ active: 0, version: { number: 0 } });
    });
  });
}
