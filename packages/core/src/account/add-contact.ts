import type { AskForCode, CodeAsked } from '../identity/ask-for-code.ts';
import type { RequireFreshSignIn } from '../identity/require-fresh-sign-in.ts';
import type { Viewer } from '../viewer.ts';
import type { AccountPort } from './account.port.ts';
import { orSignedOut } from './account-work.ts';

export type AddContact = (input: {
  viewer: Viewer;
  /** `language` is the page's, for a patient who chose none. */
  asked: Omit<Parameters<AskForCode>[0], 'purpose' | 'origin'>;
}) => Promise<CodeAsked>;

/**
 * Sends a code to a new address of the viewer's. Nothing is kept before it is proven, and whether somebody has this
 * address is told to nobody before either. Fails with `fresh_sign_in_required` and as asking for any code does.
 */
export function createAddContact(dependencies: {
  requireFreshSignIn: RequireFreshSignIn;
  accounts: Pick<AccountPort, 'find'>;
  askForCode: AskForCode;
}): AddContact {
  const { requireFreshSignIn, accounts, askForCode } = dependencies;
  return async ({ viewer, asked }) => {
    await requireFreshSignIn(viewer);
    const { language } = orSignedOut(await accounts.find(viewer.userId));
    return askForCode({
      ...asked,
      purpose: 'add_address',
      language: language ?? asked.language,
      origin: viewer.origin,
    });
  };
}
