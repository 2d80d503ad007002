import type { Viewer } from '../viewer.ts';
import type { Account } from './account.ts';
import type { AccountPort } from './account.port.ts';
import { orSignedOut } from './account-work.ts';

export type GetAccount = (viewer: Viewer) => Promise<Account>;

/** The viewer's own. */
export function createGetAccount({ accounts }: { accounts: Pick<AccountPort, 'find'> }): GetAccount {
  return async ({ userId }) => orSignedOut(await accounts.find(userId));
}
