import type { ActivityEntry } from '../activity/activity.port.ts';
import { newId } from '../new-id.ts';
import type { RequestOrigin } from '../viewer.ts';
import { codeTriesSpent, codeWrongOrExpired } from './identity-problems.ts';
import { codePolicy, sessionPolicy } from './identity-policy.ts';
import type { IdentityWork, IdentityWorkPorts } from './identity-work.ts';
import type { Contact, Person, PeoplePort } from './people.port.ts';
import { hashSessionToken, newSessionToken } from './session-token.ts';
import { endSession } from './sign-out.ts';
import type { Session, SessionCachePort } from './sessions.port.ts';
import type { SignInChallengesPort } from './sign-in-challenges.port.ts';
import type { SignInSecrets } from './sign-in-secrets.ts';

export type SignIn = (input: {
  challengeId: string;
  code: string;
  /** The cookie of the browser that asked; a code is good there only. */
  sealedTicket: string | undefined;
  /** The session that this browser still holds: it ends with the new one. */
  previousToken: string | undefined;
  origin: RequestOrigin;
}) => Promise<{ session: Session; token: string }>;

type SignInDependencies = {
  challenges: SignInChallengesPort;
  secrets: SignInSecrets;
  people: PeoplePort;
  work: IdentityWork;
  cache: SessionCachePort;
  now: () => Date;
  onCacheFailure: (error: unknown) => void;
};

/**
 * Takes a code. The first time an address signs in, its account and its record are made. The session, the account and
 * what is written down about them are committed together. Fails with `code_wrong_or_expired` or `service_unavailable`.
 */
export function createSignIn(dependencies: SignInDependencies): SignIn {
  const { work, cache, now, onCacheFailure } = dependencies;
  return async (input) => {
    const contact = await takeCode(dependencies, input);
    const previousHash = input.previousToken === undefined ? undefined : hashSessionToken(input.previousToken);
    const opened = await work(async (ports) => {
      const at = now();
      const previous = previousHash === undefined ? undefined : await ports.sessions.find(previousHash, at);
      if (previous) await endSession(ports, previous, input.origin, at);
      return openSession(ports, contact, input.origin, at);
    });
    if (previousHash !== undefined) await cache.remove(previousHash).catch(onCacheFailure);
    return opened;
  };
}

/** Resolves with the address that the right code was sent to. */
async function takeCode(
  dependencies: SignInDependencies,
  { challengeId, code, sealedTicket, origin }: Parameters<SignIn>[0],
): Promise<Contact> {
  const { challenges, secrets } = dependencies;
  const ticket = sealedTicket === undefined ? undefined : secrets.openTicket(sealedTicket);
  if (ticket?.challengeId !== challengeId) throw codeWrongOrExpired();
  const { contact } = ticket;
  const attempt = await challenges.tryCode({
    challengeId,
    browserHash: secrets.hashBrowser(ticket.browserSecret),
    codeHash: secrets.hashCode(challengeId, code),
    maxTries: codePolicy.maxTries,
  });
  // Not noted: only what was counted is, or somebody could fill the record of another with refusals.
  if (attempt.outcome === 'spent') throw codeTriesSpent();
  if (attempt.outcome === 'wrong') {
    await noteRefusal(dependencies, contact, origin);
    throw codeWrongOrExpired();
  }
  const isTheirs = attempt.outcome === 'right' && attempt.addressHash === secrets.hashAddress(contact);
  if (!isTheirs) throw codeWrongOrExpired();
  return contact;
}

/** Written the same way for an address with an account and one without, so that both take the same time. */
async function noteRefusal(
  { people, work }: SignInDependencies,
  contact: Contact,
  origin: RequestOrigin,
): Promise<void> {
  const person = await people.findByContact(contact);
  await work(({ activity }) =>
    activity.record({
      action: 'sign_in_refused',
      outcome: 'refused',
      actor: person ? { type: 'patient', userId: person.userId, sessionId: null } : { type: 'system' },
      recordId: person?.recordId ?? null,
      documentId: null,
      origin,
    }),
  );
}

async function openSession(
  { people, sessions, activity }: IdentityWorkPorts,
  contact: Contact,
  origin: RequestOrigin,
  now: Date,
): Promise<{ session: Session; token: string }> {
  const { person, created } = await findOrCreate(people, contact);
  const token = newSessionToken();
  const session: Session = {
    id: newId(),
    userId: person.userId,
    recordId: person.recordId,
    userName: person.name,
    contact: contact.address,
    createdAt: now,
    lastUsedAt: now,
    expiresAt: new Date(now.getTime() + sessionPolicy.absoluteMs),
  };
  await sessions.add({
    id: session.id,
    userId: session.userId,
    tokenHash: hashSessionToken(token),
    contactId: person.contactId,
    userAgent: origin.userAgent,
    createdAt: session.createdAt,
    expiresAt: session.expiresAt,
  });
  for (const action of created ? (['account_created', 'signed_in'] as const) : (['signed_in'] as const)) {
    await activity.record(entry(action, session, origin));
  }
  return { session, token };
}

async function findOrCreate(people: PeoplePort, contact: Contact): Promise<{ person: Person; created: boolean }> {
  const known = await people.findByContact(contact);
  if (known) return { person: known, created: false };
  return people.create({ userId: newId(), contactId: newId(), recordId: newId(), contact });
}

function entry(action: 'account_created' | 'signed_in', session: Session, origin: RequestOrigin): ActivityEntry {
  return {
    action,
    outcome: 'done',
    actor: { type: 'patient', userId: session.userId, sessionId: session.id },
    recordId: session.recordId,
    documentId: null,
    origin,
  };
}
