import { newId } from '@portal/core/new-id';
import type { Contact, PeoplePort } from '@portal/core/identity/people.port';
import { describe, expect, it } from 'vitest';

/** What every adapter of `PeoplePort` must hold. */
export function peopleSuite(name: string, setUp: () => { people: PeoplePort }): void {
  const newContact = (): Contact => ({ channel: 'email', address: `${newId()}@example.org` });
  const ids = () => ({ userId: newId(), contactId: newId(), recordId: newId() });

  describe(`people in ${name}`, () => {
    it('are found by the address they were created with', async () => {
      const { people } = setUp();
      const contact = newContact();
      expect(await people.findByContact(contact)).toBeUndefined();
      const mine = ids();
      const person = { ...mine, name: null, contact };
      expect(await people.create({ ...mine, contact })).toEqual({ person, created: true });
      expect(await people.findByContact(contact)).toEqual(person);
      expect(await people.findByContact({ ...contact, channel: 'sms' })).toBeUndefined();
    });

    it('are created once, however many try at once with the same address', async () => {
      const { people } = setUp();
      const contact = newContact();
      const tries = await Promise.all(Array.from({ length: 20 }, () => people.create({ ...ids(), contact })));
      expect(tries.filter(({ created }) => created)).toHaveLength(1);
      expect(new Set(tries.map(({ person }) => person.userId)).size).toBe(1);
      expect(new Set(tries.map(({ person }) => person.recordId)).size).toBe(1);
    });
  });
}
