import { newId } from '@portal/core/new-id';
import type { PasskeysPort } from '@portal/core/identity/passkeys.port';
import type { PeoplePort, Person } from '@portal/core/identity/people.port';
import type { UnitOfWork } from '@portal/core/unit-of-work.port';
import { describe, expect, it } from 'vitest';

/** What every adapter of `PasskeysPort` must hold. `people` and `passkeys` speak of the same store, as `work` does. */
export function passkeysSuite(
  name: string,
  setUp: () => { passkeys: PasskeysPort; people: PeoplePort; work: UnitOfWork<PasskeysPort> },
): void {
  const createdAt = new Date('2026-05-03T08:00:00.000Z');
  const usedAt = new Date('2026-05-03T09:00:00.000Z');

  async function somebody(): Promise<Person> {
    const contact = { channel: 'email', address: `${newId()}@example.org` } as const;
    return (await setUp().people.create({ userId: newId(), contactId: newId(), recordId: newId(), contact })).person;
  }

  function credentialOf(counter: number) {
    return { credentialId: newId(), publicKey: new Uint8Array([0, 1, 255]), counter, transports: ['usb'] };
  }

  async function add(counter = 0) {
    const { passkeys } = setUp();
    const person = await somebody();
    const credential = credentialOf(counter);
    const input = { ...credential, id: newId(), userId: person.userId, name: 'My key', createdAt, atMost: 5 };
    const passkey = await passkeys.add(input);
    return { passkeys, person, credential, input, id: input.id, userId: person.userId, passkey };
  }

  describe(`passkeys in ${name}`, () => {
    it('are kept once and found by their credential, with whose they are', async () => {
      const { passkeys, person, credential, input, id, passkey } = await add(7);
      const shown = { id, name: 'My key', createdAt, lastUsedAt: null };
      expect(passkey).toEqual(shown);
      const { userId, recordId } = person;
      expect(await passkeys.findByCredential(credential.credentialId)).toEqual({ ...credential, id, userId, recordId });
      expect(await passkeys.findByCredential(newId())).toBeUndefined();
      expect(await passkeys.add({ ...input, id: newId() })).toBe('known');
      const listed = (await passkeys.listOf(userId)).find((mine) => mine.id === id);
      expect(listed).toEqual({ ...shown, credentialId: credential.credentialId, transports: ['usb'] });
      expect(await passkeys.listOf(newId())).toEqual([]);
    });

    it('are as many as a person may have, however many come at once', async () => {
      const [{ passkeys, work }, mine, theirs] = [setUp(), await somebody(), await somebody()];
      const addTo = ({ userId }: Person) =>
        work((bound) => bound.add({ ...credentialOf(0), id: newId(), userId, name: 'My key', createdAt, atMost: 3 }));
      const added = await Promise.all(Array.from({ length: 10 }, () => addTo(mine)));
      expect(added.filter((answer) => answer === 'full')).toHaveLength(7);
      expect(await passkeys.listOf(mine.userId)).toHaveLength(3);
      expect(await addTo(theirs)).toMatchObject({ name: 'My key' });
    });

    it('take a counter that grew, once, and one that always stays at nought', async () => {
      const { passkeys, id } = await add(7);
      expect(await passkeys.use({ id, counter: 7, usedAt })).toBe(false);
      const uses = await Promise.all(Array.from({ length: 5 }, () => passkeys.use({ id, counter: 8, usedAt })));
      expect(uses.filter(Boolean)).toHaveLength(1);
      expect(await passkeys.use({ id, counter: 0, usedAt })).toBe(false);
      const still = await add(0);
      expect(await still.passkeys.use({ id: still.id, counter: 0, usedAt })).toBe(true);
      expect(await still.passkeys.use({ id: still.id, counter: 0, usedAt })).toBe(true);
    });

    it('are renamed and removed by whom they belong to', async () => {
      const { passkeys, credential, id, userId } = await add();
      const name = 'Another name';
      expect(await passkeys.rename({ id, userId: newId(), name })).toBeUndefined();
      expect(await passkeys.rename({ id, userId, name })).toMatchObject({ id, name });
      expect(await passkeys.remove({ id, userId: newId() })).toBe(false);
      expect(await passkeys.remove({ id, userId })).toBe(true);
      expect(await passkeys.remove({ id, userId })).toBe(false);
      expect(await passkeys.findByCredential(credential.credentialId)).toBeUndefined();
    });
  });
}
