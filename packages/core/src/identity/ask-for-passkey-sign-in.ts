import { passkeyPolicy } from './identity-policy.ts';
import { keyOfBrowser, newPasskeyTicket } from './passkey-challenge.ts';
import type { PasskeyCeremoniesPort, PasskeyOptions } from './passkey-ceremonies.port.ts';
import type { PasskeyChallengesPort } from './passkey-challenges.port.ts';

/** `ticket`: for the browser that asked, and for nobody else. */
export type AskForPasskeySignIn = () => Promise<{ options: PasskeyOptions; ticket: string }>;

/** What a browser needs to sign in, or to confirm a session, with a passkey of any account: nobody is looked up. */
export function createAskForPasskeySignIn(dependencies: {
  ceremonies: Pick<PasskeyCeremoniesPort, 'requestOptions'>;
  challenges: PasskeyChallengesPort;
}): AskForPasskeySignIn {
  const { ceremonies, challenges } = dependencies;
  return async () => {
    const ticket = newPasskeyTicket();
    const options = await ceremonies.requestOptions();
    await challenges.keep(keyOfBrowser(ticket), options.challenge, passkeyPolicy.challengeLifetimeMs);
    return { options, ticket };
  };
}
