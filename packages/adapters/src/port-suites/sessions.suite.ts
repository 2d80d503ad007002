import { newId } from '@portal/core/new-id';
import type { Person } from '@portal/core/identity/people.port';
import type { SessionsPort } from '@portal/core/identity/sessions.port';
import { describe, expect, it } from 'vitest';

/** What every adapter of `SessionsPort` must hold. `person` is somebody who exists. */
export function sessionsSuite(name: string, setUp: () => { sessions: SessionsPort; person: Person }): void {
  const createdAt = new Date('2026-05-03T08:00:00.000Z');
  const expiresAt = new Date('2026-05-03T20:00:00.000Z');
  const after = (ms: number) => new Date(createdAt.getTime() + ms);

  async function open() {
    const { sessions, person } = setUp();
    const tokenHash = newId();
    const id = newId();
    const { userId, contactId } = person;
    await sessions.add({ id, userId, contactId, tokenHash, userAgent: 'a browser', createdAt, expiresAt });
    return { sessions, person, tokenHash, id };
  }

  describe(`sessions in ${name}`, () => {
    it('are found by the hash of their token, with whose they are', async () => {
      const { sessions, person, tokenHash, id } = await open();
      expect(await sessions.find(tokenHash, after(1))).toEqual({
        id,
        userId: person.userId,
        recordId: person.recordId,
        userName: null,
        contact: person.contact.address,
        createdAt,
        lastUsedAt: createdAt,
        expiresAt,
      });
      expect(await sessions.find(newId(), after(1))).toBeUndefined();
    });

    it('are over at their absolute end', async () => {
      const { sessions, tokenHash } = await open();
      expect(await sessions.find(tokenHash, new Date(expiresAt.getTime() - 1))).toBeDefined();
      expect(await sessions.find(tokenHash, expiresAt)).toBeUndefined();
    });

    it('keep the latest use, whatever order the uses are written in', async () => {
      const { sessions, tokenHash, id } = await open();
      await sessions.touch(id, after(2_000));
      await sessions.touch(id, after(1_000));
      expect((await sessions.find(tokenHash, after(3_000)))?.lastUsedAt).toEqual(after(2_000));
    });

    it('end once and for all', async () => {
      const { sessions, tokenHash, id } = await open();
      expect(await sessions.end(id, after(1))).toBe(true);
      expect(await sessions.end(id, after(2))).toBe(false);
      expect(await sessions.find(tokenHash, after(3))).toBeUndefined();
    });
  });
}
