import type { PortalProblem } from '../problem.ts';
import type { RequestOrigin } from '../viewer.ts';
import type { Ask, AskLimitsPort } from './ask-limits.port.ts';
import { countryCallingCode } from './contact.ts';
import { addressRules, hourly } from './identity-policy.ts';
import type { AskPolicy } from './identity-policy.ts';
import { askedTooOften, networkAskedTooOften, triedTooOften, textMessagesSpent } from './identity-problems.ts';
import type { Contact } from './people.port.ts';
import type { SignInSecrets } from './sign-in-secrets.ts';

export type SignInLimits = {
  /** A code for this address, asked for from there. Fails with `too_many_requests` or `service_unavailable`. */
  takeAsk(contact: Contact, origin: RequestOrigin): Promise<void>;
  /**
   * One more try to prove oneself from there. Each way counts by itself: whoever uses up the tries of codes keeps
   * nobody in the same network from their passkey. Fails likewise.
   */
  takeTry(origin: RequestOrigin, way: 'code' | 'passkey'): Promise<void>;
};

type LimitedAsk = Ask & { problem: (retryAfterMs: number) => PortalProblem };

/**
 * What holds back who asks for many codes, to one address or to many, and who tries many. Counted the same way for an
 * address with an account and one without.
 */
export function createSignInLimits(dependencies: {
  askLimits: AskLimitsPort;
  askPolicy: AskPolicy;
  secrets: SignInSecrets;
  /** Those who share a network count together: an IPv4 address, the /64 of an IPv6 one. */
  networkOf: (ipAddress: string) => string;
}): SignInLimits {
  const { askLimits, askPolicy, secrets, networkOf } = dependencies;
  const networkKey = ({ ipAddress }: RequestOrigin) => secrets.hashNetwork(networkOf(ipAddress));

  async function takeAll(asks: readonly LimitedAsk[]): Promise<void> {
    const taken = await askLimits.take(asks.map(({ key, rules }) => ({ key, rules })));
    if (taken.allowed) return;
    const { problem } = asks.find(({ key }) => key === taken.key) ?? { problem: askedTooOften };
    throw problem(taken.retryAfterMs);
  }

  return {
    takeAsk: (contact, origin) =>
      takeAll([
        { key: `address:${secrets.hashAddress(contact)}`, rules: addressRules(askPolicy), problem: askedTooOften },
        {
          key: `network:${networkKey(origin)}`,
          rules: hourly(askPolicy.perNetworkPerHour),
          problem: networkAskedTooOften,
        },
        ...(contact.channel === 'sms' ? textMessageBudgets(contact, askPolicy) : []),
      ]),
    takeTry: (origin, way) =>
      takeAll([
        {
          key: `tries:${way}:${networkKey(origin)}`,
          rules: hourly(askPolicy.triesPerNetworkPerHour),
          problem: triedTooOften,
        },
      ]),
  };
}

/** Against pumping: whoever earns from text messages to numbers of their own empties the budget of their country only. */
function textMessageBudgets(contact: Contact, { smsPerHour, smsPerCountryPerHour }: AskPolicy): LimitedAsk[] {
  return [
    { key: 'sms', rules: hourly(smsPerHour), problem: textMessagesSpent },
    {
      key: `sms:+${countryCallingCode(contact)}`,
      rules: hourly(smsPerCountryPerHour),
      problem: textMessagesSpent,
    },
  ];
}
