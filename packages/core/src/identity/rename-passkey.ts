import type { Viewer } from '../viewer.ts';
import { entryBy } from './identity-entry.ts';
import { passkeyNotFound } from './identity-problems.ts';
import type { IdentityWork } from './identity-work.ts';
import type { Passkey } from './passkeys.port.ts';

export type RenamePasskey = (input: { viewer: Viewer; passkeyId: string; name: string }) => Promise<Passkey>;

/** Fails with `passkey_not_found`, for somebody else's too. */
export function createRenamePasskey({ work }: { work: IdentityWork }): RenamePasskey {
  return ({ viewer, passkeyId, name }) =>
    work(async ({ passkeys, activity }) => {
      const passkey = await passkeys.rename({ id: passkeyId, userId: viewer.userId, name });
      if (!passkey) throw passkeyNotFound();
      await activity.record(entryBy(viewer, 'passkey_renamed'));
      return passkey;
    });
}
