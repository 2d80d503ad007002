import type { ActivityEntry, ActivityPort } from '@portal/core/activity/activity.port';
import { newId } from '@portal/core/new-id';
import type { UnitOfWork } from '@portal/core/unit-of-work.port';
import { describe, expect, it } from 'vitest';

/** What every adapter of `ActivityPort` must hold. `countOf` says how many rows there are of a document. */
export function activitySuite(
  name: string,
  setUp: () => { work: UnitOfWork<{ activity: ActivityPort }>; countOf: (documentId: string) => Promise<number> },
): void {
  const viewed = (changes: Partial<ActivityEntry> = {}): ActivityEntry & { documentId: string } => ({
    action: 'document_viewed',
    outcome: 'done',
    actor: { type: 'patient', userId: newId(), sessionId: newId() },
    recordId: newId(),
    origin: { requestId: newId(), ipAddress: '::1', userAgent: 'a browser' },
    ...changes,
    documentId: changes.documentId ?? newId(),
  });
  const tenMinutes = 600_000;

  describe(`activity in ${name}`, () => {
    it('keeps every entry, and what the portal did by itself too', async () => {
      const { work, countOf } = setUp();
      const entry = viewed();
      await work(({ activity }) => activity.record(entry));
      await work(({ activity }) => activity.record(entry));
      await work(({ activity }) =>
        activity.record({ ...entry, actor: { type: 'system' }, recordId: null, origin: null }),
      );
      expect(await countOf(entry.documentId)).toBe(3);
    });

    it('is written with the change that it tells of, or not at all', async () => {
      const { work, countOf } = setUp();
      const entry = viewed();
      const failing = work(async ({ activity }) => {
        await activity.record(entry);
        throw new Error('the change failed');
      });
      await expect(failing).rejects.toThrow('the change failed');
      expect(await countOf(entry.documentId)).toBe(0);
    });

    it('writes the same thing down once in a while, however many ask at once', async () => {
      const { work, countOf } = setUp();
      const entry = viewed();
      await Promise.all(
        Array.from({ length: 10 }, () => work(({ activity }) => activity.recordOnce(entry, tenMinutes))),
      );
      expect(await countOf(entry.documentId)).toBe(1);
    });

    it('tells another session, another document and another action apart', async () => {
      const { work, countOf } = setUp();
      const entry = viewed();
      const { documentId } = entry;
      const others: ActivityEntry[] = [
        entry,
        viewed({ documentId }),
        { ...entry, action: 'document_downloaded' },
        { ...entry, documentId: newId() },
      ];
      for (const other of others) await work(({ activity }) => activity.recordOnce(other, tenMinutes));
      expect(await countOf(documentId)).toBe(3);
    });

    it('writes it down again after the while', async () => {
      const { work, countOf } = setUp();
      const entry = viewed();
      for (let i = 0; i < 3; i++) await work(({ activity }) => activity.recordOnce(entry, 0));
      expect(await countOf(entry.documentId)).toBe(3);
    });
  });
}
