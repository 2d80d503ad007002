import type { DocumentState } from '@portal/core/documents/document';
import type { Person } from '@portal/core/identity/people.port';
import { newId } from '@portal/core/new-id';
import type { Notice } from '@portal/core/notices/notice';
import type { EndingTrashPort, NoticeBatchesPort, NoticesPort } from '@portal/core/notices/notices.port';
import { describe, expect, it } from 'vitest';

export type NoticesHarness = {
  notices: NoticesPort;
  batches: NoticeBatchesPort;
  endingTrash: EndingTrashPort;
  newPerson: () => Promise<Person>;
  addDocument: (person: Person, state: DocumentState, trash?: { trashedAt: Date; purgeAt: Date }) => Promise<string>;
};

const start = Date.parse('2026-05-03T08:00:00.000Z');
const at = (ms: number): Date => new Date(start + ms);

const ready = (recordId: string, documentId: string, createdAt = at(0)): Notice => {
  return { kind: 'document_ready', recordId, documentId, cause: `checked:${documentId}`, createdAt };
};

/** What every adapter of the ports of notices must hold. */
export function noticesSuite(name: string, setUp: () => NoticesHarness): void {
  async function gathered() {
    const harness = setUp();
    const person = await harness.newPerson();
    const { recordId, userId } = person;
    const documentId = await harness.addDocument(person, 'ready');
    await harness.notices.add(ready(recordId, documentId));
    const batchId = newId();
    await harness.batches.gather({ batchId, recordId, userId, isUrgent: false, at: at(0) });
    return { ...harness, person, recordId, userId, documentId, batchId };
  }

  describe(`notices in ${name}`, () => {
    it('are told of one cause once', async () => {
      const { notices, batches, newPerson } = setUp();
      const { recordId, userId } = await newPerson();
      const documentId = newId();
      expect(await notices.add(ready(recordId, documentId))).toBe(true);
      expect(await notices.add(ready(recordId, documentId, at(1)))).toBe(false);
      expect(await notices.add(ready(newId(), newId()))).toBe(false);
      const waiting = { userId, isUrgent: false, firstAt: at(0), lastAt: at(0) };
      expect(await batches.listWaiting(recordId)).toEqual([waiting]);
    });

    // Fails when `gather` takes what has a batch already.
    it('come together in one batch, but for a sign-in, which has its own', async () => {
      const { notices, batches, newPerson } = setUp();
      const { recordId, userId } = await newPerson();
      for (const ms of [3, 1, 2]) await notices.add(ready(recordId, newId(), at(ms)));
      const signIn = { kind: 'new_device', recordId, userId, sessionId: newId() } as const;
      await notices.add({ ...signIn, cause: newId(), createdAt: at(9) });
      expect(await batches.listWaiting(recordId)).toEqual([
        { userId, isUrgent: true, firstAt: at(9), lastAt: at(9) },
        { userId, isUrgent: false, firstAt: at(1), lastAt: at(3) },
      ]);
      const gather = (isUrgent: boolean) => batches.gather({ batchId: newId(), recordId, userId, isUrgent, at: at(9) });
      expect(await Promise.all([gather(false), gather(false), gather(false)])).toEqual(
        expect.arrayContaining([true, false, false]),
      );
      expect([await gather(true), await gather(true), await gather(false)]).toEqual([true, false, false]);
      expect(await batches.listWaiting(recordId)).toEqual([]);
      expect(await batches.listOpen(recordId)).toHaveLength(2);
    });

    it('are held by one at a time, and taken over when that time is over', async () => {
      const { batches, batchId, userId } = await gathered();
      const hold = (ms: number) => batches.hold({ batchId, at: at(ms), heldUntil: at(ms + 100) });
      const tries = await Promise.all([hold(0), hold(0), hold(0)]);
      const held = { batchId, userId, createdAt: at(0), attempts: 1 };
      expect(tries.filter((one) => one !== undefined)).toEqual([held]);
      await batches.holdUntil(batchId, at(200));
      expect(await hold(199)).toBeUndefined();
      expect(await hold(200)).toEqual({ ...held, attempts: 2 });
    });

    it('are over when they are closed, once', async () => {
      const { batches, batchId, recordId } = await gathered();
      await batches.close({ batchId, at: at(1), outcome: 'sent' });
      await batches.close({ batchId, at: at(2), outcome: 'given_up' });
      expect(await batches.listOpen(recordId)).toEqual([]);
      expect(await batches.hold({ batchId, at: at(9), heldUntil: at(10) })).toBeUndefined();
    });

    it('are read with what is still so, in the language and for the addresses of the person', async () => {
      const { batches, notices, addDocument, person } = await gathered();
      const { recordId, userId, contact, contactId } = person;
      const trash = { trashedAt: at(0), purgeAt: at(9) };
      const kinds = [
        ['document_ready', await addDocument(person, 'ready')],
        ['document_ready', await addDocument(person, 'ready', trash)],
        ['document_ready', newId()],
        ['document_blocked', await addDocument(person, 'blocked')],
        ['document_needs_you', await addDocument(person, 'refused')],
        ['document_needs_you', await addDocument(person, 'unscannable')],
        ['trash_ending', await addDocument(person, 'ready', trash)],
        ['trash_ending', await addDocument(person, 'ready')],
      ] as const;
      for (const [kind, documentId] of kinds) {
        await notices.add({ kind, recordId, documentId, cause: newId(), createdAt: at(1) });
      }
      const batchId = newId();
      await batches.gather({ batchId, recordId, userId, isUrgent: false, at: at(1) });
      expect(await batches.read(batchId)).toEqual({
        counts: { document_ready: 1, document_blocked: 1, document_needs_you: 2, trash_ending: 1 },
        signIn: undefined,
        language: null,
        contacts: [{ id: contactId, ...contact }],
        choices: [],
        toldContactIds: [],
      });
    });

    it('know whom they have reached, and how many text messages that took', async () => {
      const { batches, batchId, userId, person } = await gathered();
      const contact = { id: person.contactId, ...person.contact };
      const text = { id: newId(), channel: 'sms', address: '+447911123456' } as const;
      for (const told of [contact, text, text]) await batches.noteTold({ batchId, contact: told, at: at(5) });
      expect(new Set((await batches.read(batchId)).toldContactIds)).toEqual(new Set([contact.id, text.id]));
      expect(await batches.countTexts({ userId, since: at(4) })).toBe(1);
      expect(await batches.countTexts({ userId, since: at(5) })).toBe(0);
      expect(await batches.countTexts({ userId: undefined, since: at(4) })).toBeGreaterThanOrEqual(1);
    });

    it('that nobody told for long are found by their record, whether they were gathered or not', async () => {
      const { batches, notices, recordId, newPerson } = await gathered();
      const waiting = await newPerson();
      await notices.add(ready(waiting.recordId, newId()));
      const overdue = async (before: Date) => {
        const found = await batches.listOverdue({ before, after: undefined, limit: 1_000 });
        return [recordId, waiting.recordId].filter((id) => found.includes(id));
      };
      expect(await overdue(at(1))).toEqual([recordId, waiting.recordId]);
      expect(await overdue(at(0))).toEqual([]);
      const some = await batches.listOverdue({ before: at(1), after: waiting.recordId, limit: 1_000 });
      expect(some).not.toContain(recordId);
    });

    it('are forgotten some time after they were told', async () => {
      const { batches, batchId, notices, recordId, documentId } = await gathered();
      await batches.noteTold({ batchId, contact: { id: newId(), channel: 'email', address: '' }, at: at(1) });
      await batches.close({ batchId, at: at(1), outcome: 'sent' });
      const forget = (closedBefore: Date) => batches.deleteClosed({ closedBefore, atMost: 1_000 });
      await forget(at(1));
      expect(await notices.add(ready(recordId, documentId))).toBe(false);
      expect(await forget(at(2))).toBeGreaterThan(0);
      expect(await notices.add(ready(recordId, documentId))).toBe(true);
    });

    it('of the trash are due once for each stay there', async () => {
      const { notices, endingTrash, newPerson, addDocument } = setUp();
      const person = await newPerson();
      const { recordId } = person;
      const ending = await addDocument(person, 'ready', { trashedAt: at(0), purgeAt: at(100) });
      await addDocument(person, 'ready', { trashedAt: at(0), purgeAt: at(101) });
      await addDocument(person, 'ready', { trashedAt: at(0), purgeAt: at(10) });
      const list = async () => {
        const query = { now: at(10), purgedBefore: at(100), after: undefined, limit: 1_000 };
        return (await endingTrash.list(query)).filter((one) => one.recordId === recordId);
      };
      expect(await list()).toEqual([{ recordId, documentId: ending, purgeAt: at(100) }]);
      const told = { kind: 'trash_ending', recordId, documentId: ending } as const;
      await notices.add({ ...told, cause: newId(), createdAt: at(-1) });
      expect(await list()).toHaveLength(1);
      await notices.add({ ...told, cause: newId(), createdAt: at(0) });
      expect(await list()).toEqual([]);
    });
  });
}
