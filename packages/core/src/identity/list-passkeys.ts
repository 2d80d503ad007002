import type { Viewer } from '../viewer.ts';
import type { Passkey, PasskeysPort } from './passkeys.port.ts';

export type ListPasskeys = (viewer: Viewer) => Promise<Passkey[]>;

/** The viewer's own, oldest first. */
export function createListPasskeys({ passkeys }: { passkeys: Pick<PasskeysPort, 'listOf'> }): ListPasskeys {
  return ({ userId }) => passkeys.listOf(userId);
}
