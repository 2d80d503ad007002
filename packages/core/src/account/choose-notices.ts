import type { NoticeChoice } from '../notices/notice.ts';
import { switchesOf } from '../notices/notice-policy.ts';
import { PortalProblem } from '../problem.ts';
import type { Account } from './account.ts';

const isSame = (one: NoticeChoice, other: NoticeChoice): boolean =>
  one.kind === other.kind && one.channel === other.channel;

/**
 * The choices that change something, and the account's choices with them. Fails with `invalid_request` where one of them
 * would turn off what has to be told.
 */
export function takeChoices(
  account: Account,
  asked: readonly NoticeChoice[],
): { changed: readonly NoticeChoice[]; choices: readonly NoticeChoice[] } {
  const switches = switchesOf({ contacts: account.contacts, choices: account.noticeChoices });
  const before = (choice: NoticeChoice) => switches.find((one) => isSame(one, choice));
  if (asked.some((choice) => before(choice)?.isFixed && !choice.isOn)) throw noticeIsFixed();
  // Of two that say something of the same, the later one.
  const last = asked.filter((choice, at) => !asked.slice(at + 1).some((later) => isSame(later, choice)));
  const changed = last.filter((choice) => before(choice)?.isOn !== choice.isOn);
  const kept = account.noticeChoices.filter((choice) => !changed.some((other) => isSame(other, choice)));
  return { changed, choices: [...kept, ...changed] };
}

function noticeIsFixed(): PortalProblem {
  const message = 'A sign-in from a new device is always told: it may be somebody else’s.';
  return new PortalProblem('invalid_request', message, { errors: [{ field: 'notices', message }] });
}
