import { entryBy } from '../identity/identity-entry.ts';
import type { MessageLanguage } from '../messages/message-languages.ts';
import type { NoticeChoice } from '../notices/notice.ts';
import type { Viewer } from '../viewer.ts';
import type { Account } from './account.ts';
import { orSignedOut } from './account-work.ts';
import type { AccountWork } from './account-work.ts';
import { takeChoices } from './choose-notices.ts';

export type ChangeAccount = (input: {
  viewer: Viewer;
  /** Null takes it away; undefined leaves it. */
  name: string | null | undefined;
  language: MessageLanguage | null | undefined;
  /** The switches that were moved. */
  notices: readonly NoticeChoice[];
}) => Promise<Account>;

/**
 * Changes what the viewer is called, the language of their messages and which ones they get; answers the account as it is
 * then. Fails with `invalid_request` for a message that cannot be turned off.
 */
export function createChangeAccount({ work }: { work: AccountWork }): ChangeAccount {
  return ({ viewer, name, language, notices }) =>
    work(async ({ accounts, activity }) => {
      const { userId } = viewer;
      const before = orSignedOut(await accounts.findForChange(userId));
      const { changed, choices } = takeChoices(before, notices);
      const after = {
        ...before,
        ...(name === undefined ? {} : { name }),
        ...(language === undefined ? {} : { language }),
        noticeChoices: choices,
      };
      const isSame = after.name === before.name && after.language === before.language;
      if (isSame && changed.length === 0) return before;
      if (!isSame) await accounts.change(userId, { name, language });
      if (changed.length > 0) await accounts.chooseNotices(userId, changed);
      await activity.record(entryBy(viewer, 'account_changed'));
      return after;
    });
}
