import type { ActivityEntry } from '@portal/core/activity/activity.port';
import type { FinishedUpload, Reservation } from '@portal/core/documents/documents.port';
import type { IdempotencyKeysPort } from '@portal/core/documents/idempotency-keys.port';
import type { FinishedWithActivity, UploadWritesPort } from '@portal/core/documents/upload-writes.port';
import { beforeAll, describe, expect, it } from 'vitest';
import {
  type DocumentsHarness,
  finish,
  finishOf,
  later,
  type Owner,
  reservationOf,
  reserve,
  sha256Of,
} from './documents-harness.ts';

type Harness = DocumentsHarness & {
  uploadWrites: UploadWritesPort;
  idempotencyKeys: Pick<IdempotencyKeysPort, 'find'>;
  /** The actions that were recorded of a document. */
  activityOf: (documentId: string) => Promise<readonly string[]>;
};

const entryOf = ({ recordId, documentId, uploadedBy }: Reservation): ActivityEntry => ({
  action: 'document_uploaded',
  outcome: 'done',
  actor: { type: 'patient', userId: uploadedBy, sessionId: null },
  recordId,
  documentId,
  origin: null,
});

const uploadOf = (
  reservation: Reservation,
  more: Partial<FinishedUpload> = {},
  key?: string,
): FinishedWithActivity => ({
  finished: finishOf(reservation, more),
  entry: entryOf(reservation),
  idempotency: key === undefined ? undefined : { key, fingerprint: `fingerprint of ${key}` },
});

/** What the one step promises that makes a document of an upload and tells the patient of it. */
export function describeFinishAndRecord(name: string, create: () => Harness): void {
  describe(`uploads that are finished in one step: ${name}`, () => {
    let harness: Harness;
    let alone: Owner;
    beforeAll(async () => {
      harness = create();
      alone = await harness.newRecord();
    });

    it('a finished upload and its activity are one step, where nothing is to be decided', async () => {
      const reservation = reservationOf(alone);
      await reserve(harness, reservation);
      const finished = finishOf(reservation);
      const document = await harness.uploadWrites.finishAndRecord(uploadOf(reservation));
      expect(document).toEqual(await harness.documents.find(alone.recordId, reservation.documentId));
      expect(document).toMatchObject({ state: 'ready', sha256: finished.sha256 });
      expect(await harness.activityOf(reservation.documentId)).toEqual(['document_uploaded']);
      // Finished already, and the same bytes, be they in the trash: nothing is changed.
      expect(await harness.uploadWrites.finishAndRecord(uploadOf(reservation))).toBeUndefined();
      const again = reservationOf(alone);
      await reserve(harness, again);
      const same = { sha256: finished.sha256 };
      expect(await harness.uploadWrites.finishAndRecord(uploadOf(again, same))).toBeUndefined();
      await harness.inTransaction(({ documents }) =>
        documents.trash(alone.recordId, reservation.documentId, later(2), later(3)),
      );
      expect(await harness.uploadWrites.finishAndRecord(uploadOf(again, same))).toBeUndefined();
      expect(await harness.activityOf(reservation.documentId)).toHaveLength(1);
      expect(await harness.activityOf(again.documentId)).toEqual([]);
      expect(await finish(harness, finishOf(again, { ...same, isCopy: true }))).toMatchObject({ outcome: 'finished' });
    });

    it('of the same bytes in two such steps at the same time one is kept', async () => {
      const reservations = Array.from({ length: 8 }, () => reservationOf(alone));
      for (const reservation of reservations) await reserve(harness, reservation);
      const sha256 = sha256Of('the same at the same time');
      const done = await Promise.all(
        reservations.map((reservation) => harness.uploadWrites.finishAndRecord(uploadOf(reservation, { sha256 }))),
      );
      expect(done.filter((document) => document !== undefined)).toHaveLength(1);
      const recorded = await Promise.all(reservations.map(({ documentId }) => harness.activityOf(documentId)));
      expect(recorded.flat()).toEqual(['document_uploaded']);
    });

    it('the key of a request stands or falls with the document it is for', async () => {
      const { recordId } = alone;
      const [first, second, swept] = [reservationOf(alone), reservationOf(alone), reservationOf(alone)];
      for (const reservation of [first, second]) await reserve(harness, reservation);
      const under = (reservation: Reservation, key: string) =>
        harness.uploadWrites.finishAndRecord(uploadOf(reservation, {}, key));
      const [made, refused, gone] = await Promise.all([
        under(first, 'a key'),
        under(second, 'a key'),
        under(swept, 'a key of nothing'),
      ]);
      const document = made ?? refused;
      expect([made, refused].filter(Boolean)).toHaveLength(1);
      expect(gone).toBeUndefined();
      expect(await harness.idempotencyKeys.find(recordId, 'a key')).toEqual({
        fingerprint: 'fingerprint of a key',
        documentId: document?.id,
        isDuplicate: false,
      });
      expect(await harness.idempotencyKeys.find(recordId, 'a key of nothing')).toBeUndefined();
      const left = document?.id === first.documentId ? second : first;
      expect(await harness.activityOf(left.documentId)).toEqual([]);
      expect(await under(left, 'another key')).toMatchObject({ id: left.documentId });
    });

    it('of many at the same moment each has its own outcome', async () => {
      const owners = [alone, await harness.newRecord(), await harness.newRecord()];
      const reservations = owners.flatMap((owner) => Array.from({ length: 6 }, () => reservationOf(owner)));
      const [taken, ...others] = reservations;
      if (!taken) throw new Error('There is no reservation.');
      await reserve(harness, taken);
      const reserved = await Promise.allSettled(reservations.map((input) => harness.uploadWrites.reserve(input)));
      // The first is there already, which is a fault; the others do not hear of it.
      expect(reserved.map(({ status }) => status)).toEqual(['rejected', ...others.map(() => 'fulfilled')]);
      const swept = new Set(others.filter((_, number) => number % 3 === 0));
      for (const { storageKey, documentId } of swept) {
        await harness.inTransaction(({ unfinishedFiles }) =>
          unfinishedFiles.abandon({ storageKey, documentId }, later(5)),
        );
      }
      const done = await Promise.all(others.map((other) => harness.uploadWrites.finishAndRecord(uploadOf(other))));
      const expected = others.map((other) => (swept.has(other) ? undefined : other.documentId));
      expect(done.map((document) => document?.id)).toEqual(expected);
      for (const other of others) {
        expect(await harness.activityOf(other.documentId)).toHaveLength(swept.has(other) ? 0 : 1);
      }
    });

    it('many at the same moment fill a quota to its last byte', async () => {
      const owner = await harness.newRecord();
      const outcomes = await Promise.all(
        Array.from({ length: 12 }, () => harness.uploadWrites.reserve(reservationOf(owner, { quotaInBytes: 5000 }))),
      );
      expect(outcomes.filter((outcome) => outcome === 'reserved')).toHaveLength(5);
    });

    // The mutant: `lock_timeout` out of the functions: the free one waits as long as anybody may for a lock, 5 s.
    it('a record that somebody is at work on holds up no other one', async () => {
      const [busy, free] = [await harness.newRecord(), await harness.newRecord()];
      const [ofBusy, ofFree] = [reservationOf(busy), reservationOf(free)];
      let waiting: Promise<unknown> = Promise.resolve();
      const startedAtMs = performance.now();
      await harness.inTransaction(async ({ documents }) => {
        await documents.reserve(reservationOf(busy));
        waiting = harness.uploadWrites.reserve(ofBusy);
        // Asked for at the same moment, so it goes the same way.
        expect(await harness.uploadWrites.reserve(ofFree)).toBe('reserved');
        expect(await harness.uploadWrites.finishAndRecord(uploadOf(ofFree))).toMatchObject({ id: ofFree.documentId });
        expect(performance.now() - startedAtMs).toBeLessThan(4000);
      });
      expect(await waiting).toBe('reserved');
    });
  });
}
