import type { AskForCode, CodeAsked } from '../identity/ask-for-code.ts';
import type { RequireFreshSignIn } from '../identity/require-fresh-sign-in.ts';
import type { Viewer } from '../viewer.ts';

export type AddContact = (input: { viewer: Viewer; asked: Parameters<AskForCode>[0] }) => Promise<CodeAsked>;

/**
 * Sends a code to a new address of the viewer's. Nothing is kept before it is proven, and whether somebody has this
 * address is told to nobody before either. Fails with `fresh_sign_in_required` and as asking for any code does.
 */
export function createAddContact(dependencies: {
  requireFreshSignIn: RequireFreshSignIn;
  askForCode: AskForCode;
}): AddContact {
  const { requireFreshSignIn, askForCode } = dependencies;
  return async ({ viewer, asked }) => {
    await requireFreshSignIn(viewer);
    return askForCode(asked);
  };
}
