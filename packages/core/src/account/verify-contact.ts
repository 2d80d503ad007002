import { entryBy } from '../identity/identity-entry.ts';
import type { MessageLanguage } from '../messages/message-languages.ts';
import { requireStillOpen } from '../identity/require-fresh-sign-in.ts';
import type { RequireFreshSignIn } from '../identity/require-fresh-sign-in.ts';
import type { TakeCode } from '../identity/take-code.ts';
import { newId } from '../new-id.ts';
import type { Viewer } from '../viewer.ts';
import type { Account } from './account.ts';
import { contactTaken } from './account-problems.ts';
import { orSignedOut } from './account-work.ts';
import type { AccountWork } from './account-work.ts';
import type { TellContacts } from './tell-contacts.ts';

export type VerifyContact = (input: {
  viewer: Viewer;
  challengeId: string;
  code: string;
  sealedTicket: string | undefined;
  /** Of the page that asks, for a patient who chose none. */
  language: MessageLanguage;
}) => Promise<Account>;

/**
 * Adds the address that the code was sent to, and tells the ones that were there before. Fails with
 * `fresh_sign_in_required`, `contact_taken` and as taking any code does.
 */
export function createVerifyContact(dependencies: {
  requireFreshSignIn: RequireFreshSignIn;
  takeCode: TakeCode;
  work: AccountWork;
  tellContacts: TellContacts;
  now: () => Date;
}): VerifyContact {
  const { requireFreshSignIn, takeCode, work, tellContacts, now } = dependencies;
  return async ({ viewer, language, ...given }) => {
    await requireFreshSignIn(viewer);
    const contact = await takeCode({ ...given, purpose: 'add_address', origin: viewer.origin });
    const { userId } = viewer;
    const { before, account } = await work(async ({ accounts, sessions, activity }) => {
      const found = orSignedOut(await accounts.findForChange(userId));
      const isMine = found.contacts.some(
        (mine) => mine.channel === contact.channel && mine.address === contact.address,
      );
      if (isMine) return { before: undefined, account: found };
      const wasFree = await accounts.addContact(userId, { ...contact, id: newId(), verifiedAt: now() });
      if (!wasFree) throw contactTaken();
      await requireStillOpen(sessions, viewer, now());
      await activity.record(entryBy(viewer, 'contact_added'));
      return { before: found, account: orSignedOut(await accounts.find(userId)) };
    });
    if (before) {
      tellContacts({ what: 'added', contact, to: before.contacts, language: account.language ?? language });
    }
    return account;
  };
}
