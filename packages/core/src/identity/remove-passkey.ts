import type { Viewer } from '../viewer.ts';
import { entryBy } from './identity-entry.ts';
import { passkeyNotFound } from './identity-problems.ts';
import type { IdentityWork } from './identity-work.ts';
import type { RequireFreshSignIn } from './require-fresh-sign-in.ts';

export type RemovePasskey = (input: { viewer: Viewer; passkeyId: string }) => Promise<void>;

/**
 * It signs nobody in any more; sessions that it opened go on. Fails with `fresh_sign_in_required`, or with
 * `passkey_not_found`, for another's too.
 */
export function createRemovePasskey(dependencies: {
  requireFreshSignIn: RequireFreshSignIn;
  work: IdentityWork;
}): RemovePasskey {
  const { requireFreshSignIn, work } = dependencies;
  return async ({ viewer, passkeyId }) => {
    await requireFreshSignIn(viewer);
    await work(async ({ passkeys, activity }) => {
      const wasThere = await passkeys.remove({ id: passkeyId, userId: viewer.userId });
      if (!wasThere) throw passkeyNotFound();
      await activity.record(entryBy(viewer, 'passkey_removed'));
    });
  };
}
