import { newId } from '../new-id.ts';
import type { RequestOrigin } from '../viewer.ts';
import type { IdentityWork } from './identity-work.ts';
import { openSession } from './open-session.ts';
import type { OpenedSession, SigningBrowser } from './open-session.ts';
import type { Contact, PeoplePort, Person } from './people.port.ts';
import { hashSessionToken } from './session-token.ts';
import type { SessionCachePort } from './sessions.port.ts';
import type { TakeCode } from './take-code.ts';

export type SignIn = (input: {
  challengeId: string;
  code: string;
  /** The cookie of the browser that asked; a code is good there only. */
  sealedTicket: string | undefined;
  /** The session that this browser still holds: it ends with the new one. */
  previousToken: string | undefined;
  browser: SigningBrowser;
  origin: RequestOrigin;
}) => Promise<OpenedSession>;

/**
 * Takes a code. The first time an address signs in, its account and its record are made. The session, the account and
 * what is written down about them are committed together. Fails with `code_wrong_or_expired` or `service_unavailable`.
 */
export function createSignIn(dependencies: {
  takeCode: TakeCode;
  work: IdentityWork;
  cache: SessionCachePort;
  now: () => Date;
  onCacheFailure: (error: unknown) => void;
}): SignIn {
  const { takeCode, work, cache, now, onCacheFailure } = dependencies;
  return async ({ previousToken, browser, origin, ...given }) => {
    const contact = await takeCode({ ...given, purpose: 'sign_in', origin });
    const previousHash = previousToken === undefined ? undefined : hashSessionToken(previousToken);
    const opened = await work(async (ports) => {
      const { person, created } = await findOrCreate(ports.people, contact);
      return openSession(ports, { person, isNew: created, previousHash, browser, origin, now: now() });
    });
    if (previousHash !== undefined) await cache.remove(previousHash).catch(onCacheFailure);
    return opened;
  };
}

async function findOrCreate(people: PeoplePort, contact: Contact): Promise<{ person: Person; created: boolean }> {
  const known = await people.findByContact(contact);
  if (known) return { person: known, created: false };
  return people.create({ userId: newId(), contactId: newId(), recordId: newId(), contact });
}
