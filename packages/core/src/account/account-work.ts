import type { ActivityPort } from '../activity/activity.port.ts';
import { signInRequired } from '../identity/identity-problems.ts';
import type { SessionsPort } from '../identity/sessions.port.ts';
import type { UnitOfWork } from '../unit-of-work.port.ts';
import type { Account } from './account.ts';
import type { AccountPort } from './account.port.ts';

/** One transaction over an account, its sessions and what is written down about them. */
export type AccountWork = UnitOfWork<{ accounts: AccountPort; sessions: SessionsPort; activity: ActivityPort }>;

/** An account that is gone signs nobody in any more. */
export function orSignedOut(account: Account | undefined): Account {
  if (!account) throw signInRequired();
  return account;
}
