import type { MessageDelivery } from '../messages/deliver-message.ts';
import type { MessageLanguage } from '../messages/message-languages.ts';
import { newId } from '../new-id.ts';
import type { RequestOrigin } from '../viewer.ts';
import { maskContact, normaliseContact } from './contact.ts';
import { codeMessage } from './code-message.ts';
import { channelNotSentBy } from './identity-problems.ts';
import { codePolicy } from './identity-policy.ts';
import type { Contact } from './people.port.ts';
import type { SignInChallengesPort } from './sign-in-challenges.port.ts';
import type { SignInLimits } from './sign-in-limits.ts';
import { newBrowserSecret, newCode } from './sign-in-secrets.ts';
import type { ChallengeTicket, CodePurpose, SignInSecrets } from './sign-in-secrets.ts';

export type CodeAsked = {
  challengeId: string;
  sentTo: string;
  sentAt: Date;
  expiresAt: Date;
  resendAt: Date;
  /** For the browser that asked, and for nobody else. */
  sealedTicket: string;
};

export type AskForCode = (input: {
  purpose: CodePurpose;
  contact: Contact;
  language: MessageLanguage;
  /** An open challenge that this code is to be added to; without its ticket it counts as none. */
  challengeId: string | undefined;
  sealedTicket: string | undefined;
  origin: RequestOrigin;
}) => Promise<CodeAsked>;

type AskForCodeDependencies = {
  challenges: SignInChallengesPort;
  limits: SignInLimits;
  /** Until another code may be asked for. */
  intervalMs: number;
  secrets: SignInSecrets;
  delivery: MessageDelivery;
  /** Those that this portal sends messages by. */
  channels: readonly Contact['channel'][];
  host: string;
  now: () => Date;
};

/**
 * Sends a code to an address. Nobody is looked up: an address with an account and one without take the same way and
 * the same time. Fails with `invalid_request`, `too_many_requests` or `service_unavailable`.
 */
export function createAskForCode(dependencies: AskForCodeDependencies): AskForCode {
  const { limits, intervalMs, channels, secrets, delivery, host, now } = dependencies;
  const { lifetimeMs } = codePolicy;
  return async (input) => {
    const contact = normaliseContact(input.contact, { defaultCountry: undefined });
    if (!channels.includes(contact.channel)) throw channelNotSentBy();
    await limits.takeAsk(contact, input.origin);

    const { purpose, challengeId, sealedTicket, language } = input;
    const held = sealedTicket === undefined ? undefined : secrets.openTicket(sealedTicket);
    const open = held?.challengeId === challengeId && held?.purpose === purpose ? held : undefined;
    const code = newCode();
    const fresh = { challengeId: newId(), browserSecret: newBrowserSecret(), purpose, contact };
    const ticket = await openChallenge(dependencies, code, open ? [{ ...open, contact }, fresh] : [fresh]);

    const sentAt = now();
    const expiresAt = new Date(sentAt.getTime() + lifetimeMs);
    delivery.deliver(codeMessage({ contact, purpose, code, sentAt, lifetimeMs, host, language }), expiresAt);
    return {
      challengeId: ticket.challengeId,
      sentTo: maskContact(contact),
      sentAt,
      expiresAt,
      resendAt: new Date(sentAt.getTime() + intervalMs),
      sealedTicket: secrets.sealTicket(ticket),
    };
  };
}

/** One more code for the first challenge that takes it: the open one where that is possible, else a new one. */
async function openChallenge(
  { challenges, secrets }: AskForCodeDependencies,
  code: string,
  tickets: readonly ChallengeTicket[],
): Promise<ChallengeTicket> {
  for (const ticket of tickets) {
    const outcome = await challenges.addCode({
      challengeId: ticket.challengeId,
      addressHash: secrets.hashAddress(ticket.contact),
      browserHash: secrets.hashBrowser(ticket.browserSecret),
      codeHash: secrets.hashCode(ticket.challengeId, code),
      lifetimeMs: codePolicy.lifetimeMs,
      maxTries: codePolicy.maxTries,
    });
    if (outcome === 'added') return ticket;
  }
  throw new Error('A challenge with a new id is open already.');
}
