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
    const deviceHash = newId();
    await sessions.add({ id, userId, contactId, tokenHash, userAgent: 'a browser', deviceHash, createdAt, expiresAt });
    return { sessions, person, tokenHash, id };
  }

  describe(`sessions in ${name}`, () => {
    it('are found by the hash of their token, with whose they are', async () => {
      const { sessions, person, tokenHash, id } = await open();
      expect(await sessions.find(tokenHash, after(1))).toEqual({
        id,
        userId: person.userId,
        recordId: person.recordId,
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
      expect(await sessions.touch(id, after(2_000))).toBe(true);
      expect(await sessions.touch(id, after(1_000))).toBe(true);
      expect((await sessions.find(tokenHash, after(3_000)))?.lastUsedAt).toEqual(after(2_000));
    });

    it('end once and for all', async () => {
      const { sessions, tokenHash, id } = await open();
      expect(await sessions.end(id, after(1))).toBe(true);
      expect(await sessions.end(id, after(2))).toBe(false);
      expect(await sessions.find(tokenHash, after(3))).toBeUndefined();
      expect(await sessions.touch(id, after(4))).toBe(false);
      expect(await sessions.confirm(id, after(4))).toBe(false);
      expect(await sessions.describe(id)).toBeUndefined();
    });

    it('are described: who it is, how they signed in, when they last proved it', async () => {
      const { sessions, person, id } = await open();
      const described = { userName: null, contact: person.contact.address, hasPasskey: false };
      expect(await sessions.describe(id)).toEqual({ ...described, confirmedAt: createdAt });
      await sessions.confirm(id, after(2_000));
      await sessions.confirm(id, after(1_000));
      expect(await sessions.describe(id)).toEqual({ ...described, confirmedAt: after(2_000) });
    });

    it('are listed while they are open, last used first', async () => {
      const [first, second, ended] = [await open(), await open(), await open()];
      await first.sessions.touch(first.id, after(5_000));
      await first.sessions.end(ended.id, after(1));
      const listed = async (at: Date) => {
        const mine = [first.id, second.id, ended.id];
        const asked = { userId: first.person.userId, now: at, idleMs: 60_000 };
        const all = await first.sessions.listOpen(asked);
        return all.filter((session) => mine.includes(session.id)).map((session) => session.id);
      };
      expect(await listed(after(6_000))).toEqual([first.id, second.id]);
      expect(await listed(after(61_000))).toEqual([first.id]);
      expect(await first.sessions.listOpen({ userId: newId(), now: after(1), idleMs: 60_000 })).toEqual([]);
    });

    it('are ended by whom they belong to, one or all others, and tell the hashes of their tokens', async () => {
      const [mine, second, third] = [await open(), await open(), await open()];
      const { sessions, person } = mine;
      const { userId, contactId } = person;
      const endedAt = after(1);
      expect(await sessions.endOneOf({ userId: newId(), sessionId: second.id, endedAt })).toBeUndefined();
      expect(await sessions.endOneOf({ userId, sessionId: second.id, endedAt })).toBe(second.tokenHash);
      expect(await sessions.endOneOf({ userId, sessionId: second.id, endedAt })).toBeUndefined();
      const others = { userId, exceptSessionId: mine.id, endedAt };
      expect(await sessions.endOthersOf({ ...others, contactId: newId() })).toEqual([]);
      expect(await sessions.endOthersOf({ ...others, userId: newId(), contactId: undefined })).toEqual([]);
      const ended = await sessions.endOthersOf({ ...others, contactId });
      expect(ended).toContain(third.tokenHash);
      expect(ended).not.toContain(mine.tokenHash);
      expect(await sessions.find(mine.tokenHash, after(2))).toBeDefined();
      expect(await sessions.find(third.tokenHash, after(2))).toBeUndefined();
    });

    it('are deleted some time after they ended, by themselves or by somebody', async () => {
      const [running, ended] = [await open(), await open()];
      const { sessions } = running;
      const asked = { userId: running.person.userId, now: after(1), idleMs: 60_000 };
      await sessions.end(ended.id, after(1_000));
      await sessions.deleteOver({ endedBefore: after(2_000), atMost: 1_000 });
      expect(await sessions.end(ended.id, after(3_000))).toBe(false);
      expect(await sessions.find(running.tokenHash, after(1))).toBeDefined();
      while ((await sessions.deleteOver({ endedBefore: new Date(expiresAt.getTime() + 1), atMost: 1 })) > 0);
      expect(await sessions.listOpen(asked)).toEqual([]);
    });
  });
}
