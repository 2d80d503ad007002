import type { AccountPort } from '@portal/core/account/account.port';
import { newId } from '@portal/core/new-id';
import type { PeoplePort } from '@portal/core/identity/people.port';
import { describe, expect, it } from 'vitest';

/** What every adapter of `AccountPort` must hold. */
export function accountsSuite(name: string, setUp: () => { accounts: AccountPort; people: PeoplePort }): void {
  const verifiedAt = new Date('2026-05-03T08:00:00.000Z');

  async function newAccount() {
    const { accounts, people } = setUp();
    const contact = { channel: 'email', address: `${newId()}@example.org` } as const;
    const { person } = await people.create({ userId: newId(), contactId: newId(), recordId: newId(), contact });
    return { accounts, people, contact, userId: person.userId, contactId: person.contactId };
  }

  describe(`accounts in ${name}`, () => {
    it('are found with their addresses, oldest first', async () => {
      const { accounts, userId, contactId, contact } = await newAccount();
      const second = { id: newId(), channel: 'sms', address: `+${newId()}`, verifiedAt } as const;
      expect(await accounts.addContact(userId, second)).toBe(true);
      const account = await accounts.find(userId);
      expect(account).toMatchObject({ userId, name: null, language: null });
      expect(account?.contacts).toMatchObject([{ id: contactId, ...contact }, second]);
      expect(await accounts.findForChange(userId)).toEqual(account);
      expect(await accounts.find(newId())).toBeUndefined();
    });

    it('change what is named, and take away what is null', async () => {
      const { accounts, userId } = await newAccount();
      await accounts.change(userId, { name: 'Dana', language: 'es' });
      await accounts.change(userId, { name: undefined, language: 'ar' });
      expect(await accounts.find(userId)).toMatchObject({ name: 'Dana', language: 'ar' });
      await accounts.change(userId, { name: null, language: undefined });
      expect(await accounts.find(userId)).toMatchObject({ name: null, language: 'ar' });
    });

    it('keep what was chosen last of each message', async () => {
      const [{ accounts, userId }, theirs] = [await newAccount(), await newAccount()];
      const off = { kind: 'document_ready', channel: 'email', isOn: false } as const;
      const text = { kind: 'trash_ending', channel: 'sms', isOn: true } as const;
      await accounts.chooseNotices(userId, [off, text]);
      await accounts.chooseNotices(userId, [{ ...off, isOn: true }]);
      expect((await accounts.find(userId))?.noticeChoices).toEqual([{ ...off, isOn: true }, text]);
      expect((await accounts.find(theirs.userId))?.noticeChoices).toEqual([]);
    });

    it('have an address alone, and lose their own only', async () => {
      const [mine, theirs] = [await newAccount(), await newAccount()];
      const { accounts } = mine;
      expect(await accounts.addContact(mine.userId, { ...theirs.contact, id: newId(), verifiedAt })).toBe(false);
      expect(await accounts.removeContact(mine.userId, theirs.contactId)).toBe(false);
      expect(await accounts.removeContact(theirs.userId, theirs.contactId)).toBe(true);
      expect(await accounts.addContact(mine.userId, { ...theirs.contact, id: newId(), verifiedAt })).toBe(true);
      expect((await mine.people.findByContact(theirs.contact))?.userId).toBe(mine.userId);
    });
  });
}
