import type { Viewer } from '../viewer.ts';
import { entryBy } from './identity-entry.ts';
import { passkeyNotFound } from './identity-problems.ts';
import type { IdentityWork } from './identity-work.ts';

export type RemovePasskey = (input: { viewer: Viewer; passkeyId: string }) => Promise<void>;

/** It signs nobody in any more; sessions that it opened go on. Fails with `passkey_not_found`, for another's too. */
export function createRemovePasskey({ work }: { work: IdentityWork }): RemovePasskey {
  return ({ viewer, passkeyId }) =>
    work(async ({ passkeys, activity }) => {
      const wasThere = await passkeys.remove({ id: passkeyId, userId: viewer.userId });
      if (!wasThere) throw passkeyNotFound();
      await activity.record(entryBy(viewer, 'passkey_removed'));
    });
}
