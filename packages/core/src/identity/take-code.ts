import type { RequestOrigin } from '../viewer.ts';
import { addressLocked, codeTriesSpent, codeWrongOrExpired } from './identity-problems.ts';
import { codePolicy } from './identity-policy.ts';
import type { IdentityWork } from './identity-work.ts';
import type { Contact, PeoplePort } from './people.port.ts';
import type { SignInChallengesPort } from './sign-in-challenges.port.ts';
import type { SignInLimits } from './sign-in-limits.ts';
import type { CodePurpose, SignInSecrets } from './sign-in-secrets.ts';

export type TakeCode = (input: {
  /** A code that was sent for anything else is a wrong one, and counts nowhere. */
  purpose: CodePurpose;
  challengeId: string;
  code: string;
  /** The cookie of the browser that asked; a code is good there only. */
  sealedTicket: string | undefined;
  origin: RequestOrigin;
}) => Promise<Contact>;

type TakeCodeDependencies = {
  challenges: SignInChallengesPort;
  secrets: SignInSecrets;
  limits: SignInLimits;
  people: Pick<PeoplePort, 'findByContact'>;
  work: IdentityWork;
};

/**
 * Resolves with the address that the right code was sent to; the code is used up then. Fails with
 * `code_wrong_or_expired`, `too_many_requests` (tried too often, or the address is locked) or `service_unavailable`.
 */
export function createTakeCode(dependencies: TakeCodeDependencies): TakeCode {
  const { challenges, secrets, limits } = dependencies;
  return async ({ purpose, challengeId, code, sealedTicket, origin }) => {
    await limits.takeTry(origin, 'code');
    const ticket = sealedTicket === undefined ? undefined : secrets.openTicket(sealedTicket);
    if (ticket?.challengeId !== challengeId || ticket.purpose !== purpose) throw codeWrongOrExpired();
    const { contact } = ticket;
    const attempt = await challenges.tryCode({
      challengeId,
      addressHash: secrets.hashAddress(contact),
      browserHash: secrets.hashBrowser(ticket.browserSecret),
      codeHash: secrets.hashCode(challengeId, code),
      maxTries: codePolicy.maxTries,
      backOff: codePolicy.backOff,
    });
    // Not noted: only what was counted is, or somebody could fill the record of another with refusals.
    if (attempt.outcome === 'locked') throw addressLocked(attempt.retryAfterMs);
    if (attempt.outcome === 'spent') throw codeTriesSpent();
    if (attempt.outcome === 'wrong') {
      await noteRefusal(dependencies, contact, origin);
      throw codeWrongOrExpired();
    }
    if (attempt.outcome !== 'right') throw codeWrongOrExpired();
    return contact;
  };
}

/** Written the same way for an address with an account and one without, so that both take the same time. */
async function noteRefusal(
  { people, work }: TakeCodeDependencies,
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
