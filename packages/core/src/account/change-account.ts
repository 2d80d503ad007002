import { entryBy } from '../identity/identity-entry.ts';
import type { MessageLanguage } from '../messages/message-languages.ts';
import type { Viewer } from '../viewer.ts';
import type { Account } from './account.ts';
import { orSignedOut } from './account-work.ts';
import type { AccountWork } from './account-work.ts';

export type ChangeAccount = (input: {
  viewer: Viewer;
  /** Null takes it away; undefined leaves it. */
  name: string | null | undefined;
  language: MessageLanguage | null | undefined;
}) => Promise<Account>;

/** Changes what the viewer is called and the language of their messages; answers the account as it is then. */
export function createChangeAccount({ work }: { work: AccountWork }): ChangeAccount {
  return ({ viewer, name, language }) =>
    work(async ({ accounts, activity }) => {
      const { userId } = viewer;
      const before = orSignedOut(await accounts.findForChange(userId));
      const after = {
        ...before,
        ...(name === undefined ? {} : { name }),
        ...(language === undefined ? {} : { language }),
      };
      if (after.name === before.name && after.language === before.language) return before;
      await accounts.change(userId, { name, language });
      await activity.record(entryBy(viewer, 'account_changed'));
      return after;
    });
}
