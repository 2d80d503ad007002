import { beforeEach, describe, expect, it } from 'vitest';
import {
  addDocument,
  type DocumentsHarness,
  finish,
  finishOf,
  later,
  listAll,
  type Owner,
  queryOf,
  reservationOf,
  reserve,
} from './documents-harness.ts';

/** What the list of files that may have to go promises. */
export function describeUnfinishedFiles(name: string, create: () => Promise<DocumentsHarness>): void {
  describe(`unfinished files: ${name}`, () => {
    let harness: DocumentsHarness;
    let owner: Owner;
    beforeEach(async () => {
      harness = await create();
      owner = await harness.newRecord();
    });
    const abandon = (file: { storageKey: string; documentId: string }, minutes: number) =>
      harness.inTransaction(({ unfinishedFiles }) => unfinishedFiles.abandon(file, later(minutes)));

    it('an upload is due when its deadline is over, not before', async () => {
      const reservation = reservationOf(owner, { deadline: later(60) });
      await reserve(harness, reservation);
      expect(await harness.unfinishedFiles.claimOverdue(later(59), later(99), 10)).toEqual([]);
      const { storageKey, documentId } = reservation;
      expect(await harness.unfinishedFiles.claimOverdue(later(60), later(99), 10)).toEqual([
        { storageKey, documentId },
      ]);
      expect(await finish(harness, finishOf(reservation))).toEqual({ outcome: 'gone' });
    });

    it('an upload that is alive is not due, and its deadline never goes back', async () => {
      const reservation = reservationOf(owner, { deadline: later(60) });
      const { recordId, documentId } = reservation;
      await reserve(harness, reservation);
      expect(await harness.documents.extend(recordId, documentId, later(120))).toBe(true);
      expect(await harness.documents.extend(recordId, documentId, later(30))).toBe(true);
      expect(await harness.unfinishedFiles.claimOverdue(later(119), later(999), 10)).toEqual([]);
      expect(await harness.unfinishedFiles.claimOverdue(later(120), later(999), 10)).toHaveLength(1);
      expect(await harness.documents.extend(recordId, documentId, later(200))).toBe(false);
    });

    it('a finished upload is on the list no more', async () => {
      await addDocument(harness, owner);
      expect(await harness.unfinishedFiles.claimOverdue(later(9999), later(99_999), 10)).toEqual([]);
    });

    it('a claim that died is repeated, one that was struck is not', async () => {
      await reserve(harness, reservationOf(owner));
      const [first] = await harness.unfinishedFiles.claimOverdue(later(61), later(70), 10);
      expect(await harness.unfinishedFiles.claimOverdue(later(69), later(80), 10)).toEqual([]);
      expect(await harness.unfinishedFiles.claimOverdue(later(70), later(80), 10)).toEqual([first]);
      await harness.unfinishedFiles.strike(first!.storageKey);
      await harness.unfinishedFiles.strike(first!.storageKey);
      expect(await harness.unfinishedFiles.claimOverdue(later(9999), later(99_999), 10)).toEqual([]);
    });

    it('sweepers at work together share', async () => {
      for (let number = 0; number < 30; number += 1) await reserve(harness, reservationOf(owner));
      const claims = await Promise.all(
        [10, 10, 10, 10].map((limit) => harness.unfinishedFiles.claimOverdue(later(61), later(99), limit)),
      );
      const keys = claims.flat().map(({ storageKey }) => storageKey);
      expect(new Set(keys).size).toBe(keys.length);
      const rest = await harness.unfinishedFiles.claimOverdue(later(61), later(99), 100);
      expect(keys.length + rest.length).toBe(30);
    });

    it('an abandoned upload gives its place back at once and is due at once', async () => {
      const reservation = reservationOf(owner, { announcedSizeInBytes: 1000, quotaInBytes: 1000 });
      const { storageKey, documentId } = reservation;
      await reserve(harness, reservation);
      expect(await abandon({ storageKey, documentId }, 2)).toBe(true);
      expect(await reserve(harness, reservationOf(owner, { announcedSizeInBytes: 1000, quotaInBytes: 1000 }))).toBe(
        'reserved',
      );
      expect(await harness.unfinishedFiles.claimOverdue(later(2), later(99), 10)).toEqual([{ storageKey, documentId }]);
    });

    it('the bytes of a document are never given up, though its upload is abandoned late', async () => {
      const { storageKey, id } = await addDocument(harness, owner);
      expect(await abandon({ storageKey, documentId: id }, 2)).toBe(false);
      expect(await harness.unfinishedFiles.claimOverdue(later(9999), later(99_999), 10)).toEqual([]);
      expect(await listAll(harness, queryOf(owner))).toHaveLength(1);
    });

    it('bytes that came after their upload was swept are noted again', async () => {
      const reservation = reservationOf(owner);
      const { storageKey, documentId } = reservation;
      await reserve(harness, reservation);
      await harness.unfinishedFiles.claimOverdue(later(61), later(99), 10);
      await harness.unfinishedFiles.strike(storageKey);
      expect(await abandon({ storageKey, documentId }, 62)).toBe(true);
      expect(await harness.unfinishedFiles.claimOverdue(later(62), later(99), 10)).toEqual([
        { storageKey, documentId },
      ]);
    });

    // The mutant: `keep: true` for `gone` in `finish`.
    it('finishing that waits for a sweeper finds its upload gone, and leaves it on the list', async () => {
      const reservation = reservationOf(owner);
      await reserve(harness, reservation);
      let finishing: ReturnType<typeof finish> | undefined;
      await harness.inTransaction(async ({ unfinishedFiles }) => {
        await unfinishedFiles.claimOverdue(later(61), later(99), 10);
        finishing = finish(harness, finishOf(reservation));
        await harness.untilSomebodyWaits();
      });
      expect(await finishing).toEqual({ outcome: 'gone' });
      const { storageKey, documentId } = reservation;
      expect(await harness.unfinishedFiles.claimOverdue(later(99), later(999), 10)).toEqual([
        { storageKey, documentId },
      ]);
    });

    it('finishing and sweeping at the same moment: either a document, or nothing', async () => {
      for (let round = 0; round < 20; round += 1) {
        const reservation = reservationOf(owner);
        await reserve(harness, reservation);
        const [done, claimed] = await Promise.all([
          finish(harness, finishOf(reservation)),
          harness.unfinishedFiles.claimOverdue(later(61), later(999), 10),
        ]);
        const found = await harness.documents.find(owner.recordId, reservation.documentId);
        const isKept = done.outcome === 'finished';
        expect(isKept || done.outcome === 'gone').toBe(true);
        expect(found !== undefined).toBe(isKept);
        expect(claimed).toHaveLength(isKept ? 0 : 1);
      }
    });
  });
}
