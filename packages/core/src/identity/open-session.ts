import type { MessageLanguage } from '../messages/message-languages.ts';
import { newId } from '../new-id.ts';
import type { RequestOrigin } from '../viewer.ts';
import { entryOf } from './identity-entry.ts';
import { sessionPolicy } from './identity-policy.ts';
import type { IdentityWorkPorts } from './identity-work.ts';
import { noteDevice } from './note-device.ts';
import { hashSessionToken, newSessionToken } from './session-token.ts';
import type { Session } from './sessions.port.ts';
import { closeSession } from './sign-out.ts';

export type OpenedSession = { session: Session; token: string };

/** What signs in: the cookie by which it is known again, which it keeps afterwards, and the language of its page. */
export type SigningBrowser = { deviceToken: string; language: MessageLanguage };

type OpenSessionInput = {
  /** `contactId` is null where a passkey signed in, and no address did. */
  person: { userId: string; recordId: string; contactId: string | null };
  /** Whether the account was made with this sign-in. */
  isNew: boolean;
  /** The session that this browser still holds ends with the new one. */
  previousHash: string | undefined;
  browser: SigningBrowser;
  origin: RequestOrigin;
  now: Date;
};

/** Opens a session under a new token and writes it down; what signs in, whatever it proved itself with, ends here. */
export async function openSession(
  ports: Omit<IdentityWorkPorts, 'passkeys'>,
  { person, isNew, previousHash, browser, origin, now }: OpenSessionInput,
): Promise<OpenedSession> {
  const previous = previousHash === undefined ? undefined : await ports.sessions.find(previousHash, now);
  if (previous) await closeSession(ports, previous, origin, now);
  const token = newSessionToken();
  const session: Session = {
    id: newId(),
    userId: person.userId,
    recordId: person.recordId,
    createdAt: now,
    lastUsedAt: now,
    expiresAt: new Date(now.getTime() + sessionPolicy.absoluteMs),
  };
  await ports.sessions.add({
    id: session.id,
    userId: session.userId,
    tokenHash: hashSessionToken(token),
    contactId: person.contactId,
    userAgent: origin.userAgent,
    deviceHash: hashSessionToken(browser.deviceToken),
    createdAt: session.createdAt,
    expiresAt: session.expiresAt,
  });
  await ports.people.notePageLanguage(person.userId, browser.language);
  await noteDevice(ports, { session, deviceToken: browser.deviceToken, isNewAccount: isNew });
  if (isNew) await ports.activity.record(entryOf('account_created', session, origin));
  await ports.activity.record(entryOf('signed_in', session, origin));
  return { session, token };
}
