import type { Document } from '@portal/core/documents/document';
import { beforeAll, describe, expect, it } from 'vitest';
import {
  addDocument,
  type DocumentsHarness,
  finish,
  finishOf,
  later,
  type Owner,
  queryOf,
  reservationOf,
  reserve,
  sha256Of,
} from './documents-harness.ts';

/** What the rows of documents promise while they come: reserved, finished, and the same bytes once. */
export function describeDocumentUploads(name: string, create: () => DocumentsHarness): void {
  describe(`uploads of documents: ${name}`, () => {
    let harness: DocumentsHarness;
    let owner: Owner;
    let stranger: Owner;
    beforeAll(async () => {
      harness = create();
      owner = await harness.newRecord();
      stranger = await harness.newRecord();
    });
    const inTransaction: DocumentsHarness['inTransaction'] = (work) => harness.inTransaction(work);

    it('an upload under way is seen by nobody', async () => {
      const alone = await harness.newRecord();
      const reservation = reservationOf(alone);
      expect(await reserve(harness, reservation)).toBe('reserved');
      expect(await harness.documents.find(alone.recordId, reservation.documentId)).toBeUndefined();
      const page = await harness.documents.list(queryOf(alone));
      expect(page).toMatchObject({ items: [], total: 0, next: undefined, version: { number: 0 } });
      expect(await harness.documents.summarise(alone.recordId)).toMatchObject({ active: 0, trashed: 0, byState: {} });
      const change = {
        recordId: alone.recordId,
        documentId: reservation.documentId,
        revision: undefined,
        fields: { note: 'x' },
      };
      expect(await inTransaction(({ documents }) => documents.change(change))).toEqual({ outcome: 'missing' });
      for (const verb of ['restore', 'find'] as const) {
        expect(
          await inTransaction(({ documents }) => documents[verb](alone.recordId, reservation.documentId)),
        ).toBeUndefined();
      }
    });

    it('a finished upload is a document with all that was said about it', async () => {
      const reservation = reservationOf(owner, { fileName: 'Ärztebrief 2026.pdf' });
      await reserve(harness, reservation);
      const finished = finishOf(reservation, { title: 'Ärztebrief', category: 'referral', documentDate: null });
      const done = await finish(harness, finished);
      const expected = {
        id: reservation.documentId,
        recordId: owner.recordId,
        state: 'ready',
        title: 'Ärztebrief',
        fileName: 'Ärztebrief 2026.pdf',
        category: 'referral',
        documentDate: null,
        note: '',
        sizeInBytes: 900,
        sha256: finished.sha256,
        isCopy: false,
        storageKey: reservation.storageKey,
        pageCount: null,
        hasActiveContent: false,
        hasThumbnail: false,
        checkResult: 'not_scanned',
        checkedAt: null,
        uploadedAt: later(1),
        trashedAt: null,
        purgeAt: null,
        revision: 1,
      };
      expect(done).toEqual({ outcome: 'finished', document: expected });
      expect(await harness.documents.find(owner.recordId, reservation.documentId)).toEqual(expected);
    });

    it('keeps the same bytes once, unless it is told to keep both', async () => {
      const sha256 = sha256Of('the same');
      const first = await addDocument(harness, owner, { sha256 });
      expect(await harness.documents.findBySha256(owner.recordId, sha256)).toEqual(first);
      const second = reservationOf(owner);
      await reserve(harness, second);
      expect(await finish(harness, finishOf(second, { sha256 }))).toEqual({ outcome: 'duplicate' });
      expect(await harness.documents.find(owner.recordId, second.documentId)).toBeUndefined();
      expect(await finish(harness, finishOf(second, { sha256, isCopy: true }))).toMatchObject({
        document: { isCopy: true },
      });
      const elsewhere = await addDocument(harness, stranger, { sha256 });
      expect(await harness.documents.findBySha256(stranger.recordId, sha256)).toEqual(elsewhere);
    });

    it('finds the same bytes: the active one first, then its copies, then what lies in the trash', async () => {
      const sha256 = sha256Of('looked for');
      const find = async () => (await harness.documents.findBySha256(owner.recordId, sha256))?.id;
      const original = await addDocument(harness, owner, { sha256 });
      const copy = await addDocument(harness, owner, { sha256, isCopy: true });
      expect(await find()).toBe(original.id);
      await inTransaction(({ documents }) => documents.trash(owner.recordId, original.id, later(5), later(50)));
      expect(await find()).toBe(copy.id);
      await inTransaction(({ documents }) => documents.remove(owner.recordId, copy.id, later(6)));
      expect(await find()).toBe(original.id);
      await inTransaction(({ documents }) => documents.remove(owner.recordId, original.id, later(6)));
      expect(await find()).toBeUndefined();
    });

    it('a document that is being checked gets its state once, and counts as changed', async () => {
      const { id, recordId, sha256 } = await addDocument(harness, owner, { state: 'processing', checkResult: null });
      const conclude = (state: 'ready' | 'refused', of = recordId) =>
        inTransaction(({ documents }) =>
          documents.concludeCheck({
            recordId: of,
            documentId: id,
            state,
            checkResult: state === 'ready' ? 'not_scanned' : 'mismatch',
            pageCount: state === 'ready' ? 3 : null,
            hasActiveContent: false,
            checkedAt: later(7),
          }),
        );
      expect(await conclude('ready', stranger.recordId)).toBeUndefined();
      const concluded = await Promise.all([conclude('refused'), conclude('refused')]);
      expect(concluded.filter((document) => document !== undefined)).toHaveLength(1);
      const expected = { state: 'refused', checkResult: 'mismatch', checkedAt: later(7), revision: 1 };
      expect(await harness.documents.find(recordId, id)).toMatchObject(expected);
      expect(await conclude('ready')).toBeUndefined();
      expect(await harness.documents.findBySha256(recordId, sha256)).toBeUndefined();
    });

    it('of many uploads of the same bytes at once one is kept', async () => {
      const sha256 = sha256Of('all at once');
      const outcomes = await Promise.all(
        Array.from({ length: 8 }, async () => {
          const reservation = reservationOf(owner);
          await reserve(harness, reservation);
          return (await finish(harness, finishOf(reservation, { sha256 }))).outcome;
        }),
      );
      expect(outcomes.filter((outcome) => outcome === 'finished')).toHaveLength(1);
      expect(outcomes.filter((outcome) => outcome === 'duplicate')).toHaveLength(7);
    });

    const trash = ({ id, recordId }: Document) =>
      inTransaction(({ documents }) => documents.trash(recordId, id, later(5), later(50)));
    const restore = ({ id, recordId }: Document) => inTransaction(({ documents }) => documents.restore(recordId, id));

    it('what comes out of the trash beside the same bytes becomes a copy', async () => {
      const sha256 = sha256Of('trashed and sent again');
      const old = await addDocument(harness, owner, { sha256 });
      await trash(old);
      await addDocument(harness, owner, { sha256 });
      expect(await restore(old)).toMatchObject({ isCopy: true, trashedAt: null });
    });

    it('of the same bytes that come out of the trash at the same moment all but one become copies', async () => {
      for (let round = 0; round < 10; round += 1) {
        const twins: Document[] = [];
        for (let number = 0; number < 2; number += 1) {
          const twin = await addDocument(harness, owner, { sha256: sha256Of(`twins ${round}`) });
          twins.push(twin);
          await trash(twin);
        }
        const restored = await Promise.all(twins.map(restore));
        expect(restored.filter((document) => document?.isCopy === true)).toHaveLength(1);
        expect(restored.every((document) => document?.trashedAt === null)).toBe(true);
      }
    });

    it('row 23: of many reservations with room for one, one is made', async () => {
      const alone = await harness.newRecord();
      const outcomes = await Promise.all(
        Array.from({ length: 20 }, () =>
          reserve(harness, reservationOf(alone, { announcedSizeInBytes: 600, quotaInBytes: 1000 })),
        ),
      );
      expect(outcomes.filter((outcome) => outcome === 'reserved')).toHaveLength(1);
      const exact = reservationOf(alone, { announcedSizeInBytes: 400, quotaInBytes: 1000 });
      expect(await reserve(harness, exact)).toBe('reserved');
      expect(await reserve(harness, reservationOf(alone, { announcedSizeInBytes: 1, quotaInBytes: 1000 }))).toBe(
        'record_full',
      );
    });

    it('counts the true size once it is known, the trash too, and frees it on deletion', async () => {
      const alone = await harness.newRecord();
      const reservation = reservationOf(alone, { announcedSizeInBytes: 1000, quotaInBytes: 1000 });
      await reserve(harness, reservation);
      await finish(harness, finishOf(reservation, { sizeInBytes: 10 }));
      await inTransaction(({ documents }) =>
        documents.trash(alone.recordId, reservation.documentId, later(5), later(50)),
      );
      expect(await reserve(harness, reservationOf(alone, { announcedSizeInBytes: 991, quotaInBytes: 1000 }))).toBe(
        'record_full',
      );
      await inTransaction(({ documents }) => documents.remove(alone.recordId, reservation.documentId, later(6)));
      expect(await reserve(harness, reservationOf(alone, { announcedSizeInBytes: 1000, quotaInBytes: 1000 }))).toBe(
        'reserved',
      );
    });
  });
}
