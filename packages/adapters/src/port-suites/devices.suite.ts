import type { DevicesPort } from '@portal/core/identity/devices.port';
import type { Person } from '@portal/core/identity/people.port';
import type { SessionsPort } from '@portal/core/identity/sessions.port';
import { newId } from '@portal/core/new-id';
import { describe, expect, it } from 'vitest';

/** What every adapter of `DevicesPort` must hold. `person` and `another` exist. */
export function devicesSuite(
  name: string,
  setUp: () => { devices: DevicesPort; sessions: SessionsPort; person: Person; another: Person },
): void {
  const usedAt = new Date('2026-05-03T08:00:00.000Z');

  describe(`browsers that people sign in with in ${name}`, () => {
    it('are new to a person once, and to each person by themselves', async () => {
      const { devices, person, another } = setUp();
      const deviceHash = newId();
      const use = (userId: string) => devices.noteUse({ userId, deviceHash, usedAt });
      expect([await use(person.userId), await use(person.userId)]).toEqual(['new', 'known']);
      expect([await use(another.userId), await use(another.userId)]).toEqual(['new', 'known']);
    });

    it('are forgotten when nobody has used them for long, and by whoever ends their session from elsewhere', async () => {
      const { devices, sessions, person } = setUp();
      const { userId, contactId } = person;
      const [old, kept, ended, other] = [newId(), newId(), newId(), newId()];
      for (const deviceHash of [old, kept, ended, other]) await devices.noteUse({ userId, deviceHash, usedAt });
      const later = new Date(usedAt.getTime() + 1_000);
      for (const deviceHash of [kept, ended, other]) await devices.noteUse({ userId, deviceHash, usedAt: later });
      expect(await devices.deleteUnused({ usedBefore: later, atMost: 1_000 })).toBeGreaterThan(0);

      const open = async (deviceHash: string): Promise<string> => {
        const id = newId();
        const times = { createdAt: usedAt, expiresAt: later };
        await sessions.add({ id, userId, contactId, tokenHash: newId(), userAgent: '', deviceHash, ...times });
        return id;
      };
      const [sessionId, mine] = [await open(ended), await open(kept)];
      await sessions.endOneOf({ userId, sessionId, endedAt: later });
      await open(other);
      await sessions.endOthersOf({ userId, exceptSessionId: mine, contactId: undefined, endedAt: later });
      const uses = [old, kept, ended, other].map((deviceHash) =>
        devices.noteUse({ userId, deviceHash, usedAt: later }),
      );
      expect(await Promise.all(uses)).toEqual(['new', 'known', 'new', 'new']);
    });
  });
}
