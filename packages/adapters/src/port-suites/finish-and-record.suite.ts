import type { ActivityEntry } from '@portal/core/activity/activity.port';
import type { Reservation } from '@portal/core/documents/documents.port';
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
      const document = await harness.documents.finishAndRecord(finished, entryOf(reservation));
      expect(document).toEqual(await harness.documents.find(alone.recordId, reservation.documentId));
      expect(document).toMatchObject({ state: 'ready', sha256: finished.sha256 });
      expect(await harness.activityOf(reservation.documentId)).toEqual(['document_uploaded']);
      // Finished already, and the same bytes, be they in the trash: nothing is changed.
      expect(await harness.documents.finishAndRecord(finished, entryOf(reservation))).toBeUndefined();
      const again = reservationOf(alone);
      await reserve(harness, again);
      const same = finishOf(again, { sha256: finished.sha256 });
      expect(await harness.documents.finishAndRecord(same, entryOf(again))).toBeUndefined();
      await harness.inTransaction(({ documents }) =>
        documents.trash(alone.recordId, reservation.documentId, later(2), later(3)),
      );
      expect(await harness.documents.finishAndRecord(same, entryOf(again))).toBeUndefined();
      expect(await harness.activityOf(reservation.documentId)).toHaveLength(1);
      expect(await harness.activityOf(again.documentId)).toEqual([]);
      expect(await finish(harness, { ...same, isCopy: true })).toMatchObject({ outcome: 'finished' });
    });

    it('of the same bytes in two such steps at the same time one is kept', async () => {
      const reservations = Array.from({ length: 8 }, () => reservationOf(alone));
      for (const reservation of reservations) await reserve(harness, reservation);
      const sha256 = sha256Of('the same at the same time');
      const done = await Promise.all(
        reservations.map((reservation) =>
          harness.documents.finishAndRecord(finishOf(reservation, { sha256 }), entryOf(reservation)),
        ),
      );
      expect(done.filter((document) => document !== undefined)).toHaveLength(1);
      const recorded = await Promise.all(reservations.map(({ documentId }) => harness.activityOf(documentId)));
      expect(recorded.flat()).toEqual(['document_uploaded']);
    });
  });
}
