import { forgetSessions } from '../identity/end-other-sessions.ts';
import { entryBy } from '../identity/identity-entry.ts';
import { requireStillOpen } from '../identity/require-fresh-sign-in.ts';
import type { RequireFreshSignIn } from '../identity/require-fresh-sign-in.ts';
import type { SessionCachePort } from '../identity/sessions.port.ts';
import type { MessageLanguage } from '../messages/message-languages.ts';
import type { Viewer } from '../viewer.ts';
import type { Account } from './account.ts';
import { contactNotFound, lastContact } from './account-problems.ts';
import { orSignedOut } from './account-work.ts';
import type { AccountWork } from './account-work.ts';
import type { TellContacts } from './tell-contacts.ts';

export type RemoveContact = (input: {
  viewer: Viewer;
  contactId: string;
  /** Of the page that asks, for a patient who chose none. */
  language: MessageLanguage;
}) => Promise<Account>;

/**
 * Removes an address, which is told so, as are those that stay. Whoever signed in through it is out, on every other
 * device: it is removed because it is lost or somebody else reads it. Fails with `fresh_sign_in_required`,
 * `contact_not_found` or `last_contact`.
 */
export function createRemoveContact(dependencies: {
  requireFreshSignIn: RequireFreshSignIn;
  work: AccountWork;
  cache: SessionCachePort;
  tellContacts: TellContacts;
  now: () => Date;
  onCacheFailure: (error: unknown) => void;
}): RemoveContact {
  const { requireFreshSignIn, work, cache, tellContacts, now, onCacheFailure } = dependencies;
  return async ({ viewer, contactId, language }) => {
    await requireFreshSignIn(viewer);
    const { userId, sessionId } = viewer;
    const done = await work(async ({ accounts, sessions, activity }) => {
      const before = orSignedOut(await accounts.findForChange(userId));
      const contact = before.contacts.find(({ id }) => id === contactId);
      if (!contact) throw contactNotFound();
      if (before.contacts.length === 1) throw lastContact();
      await requireStillOpen(sessions, viewer, now());
      const ending = { userId, exceptSessionId: sessionId, contactId, endedAt: now() };
      const tokenHashes = await sessions.endOthersOf(ending);
      await accounts.removeContact(userId, contactId);
      await activity.record(entryBy(viewer, 'contact_removed'));
      if (tokenHashes.length > 0) await activity.record(entryBy(viewer, 'session_ended'));
      const contacts = before.contacts.filter(({ id }) => id !== contactId);
      return { before, contact, tokenHashes, account: { ...before, contacts } };
    });
    await forgetSessions(cache, done.tokenHashes, onCacheFailure);
    const { before, contact, account } = done;
    tellContacts({ what: 'removed', contact, to: before.contacts, language: account.language ?? language });
    return account;
  };
}
