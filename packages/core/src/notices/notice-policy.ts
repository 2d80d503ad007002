import {
  type NoticeChannel,
  noticeChannels,
  type NoticeChoice,
  type NoticeContact,
  type NoticeKind,
  noticeKinds,
} from './notice.ts';

const seconds = 1000;
const minutes = 60 * seconds;
const hours = 60 * minutes;
const days = 24 * hours;

export const noticePolicy = {
  /** One message tells of what came together until nothing more came for so long, or for so long at the most. */
  quietMs: minutes,
  longestMs: 5 * minutes,
  /** Whoever sends a message has so long until somebody else may take it for given up. */
  holdMs: 2 * minutes,
  /** A message that nobody takes is tried again with growing pauses, for so long. */
  giveUpAfterMs: days,
  firstPauseMs: minutes,
  longestPauseMs: hours,
  /** Text messages cost money wherever somebody has them sent to: a person gets so many within so long. */
  mostTexts: 10,
  textsWithinMs: days,
  /** How long before a document leaves the trash. */
  warnBeforeMs: 3 * days,
  /** How long what was sent is kept. */
  keptMs: 90 * days,
} as const;

/** A sign-in is told at once, in a message of its own. */
export const isUrgent = (kind: NoticeKind): boolean => kind === 'new_device';

/** When what came together between two moments is told. */
export function dueAt({ firstAt, lastAt, isUrgent: isNow }: { firstAt: Date; lastAt: Date; isUrgent: boolean }): Date {
  if (isNow) return firstAt;
  const { quietMs, longestMs } = noticePolicy;
  return new Date(Math.min(lastAt.getTime() + quietMs, firstAt.getTime() + longestMs));
}

/** How long a message is left alone after so many tries. */
export function pauseAfter(attempts: number): number {
  return Math.min(noticePolicy.firstPauseMs * 2 ** Math.max(0, attempts - 1), noticePolicy.longestPauseMs);
}

export type NoticeSwitch = NoticeChoice & { isFixed: boolean };

type Reachable = { contacts: readonly Pick<NoticeContact, 'channel'>[]; choices: readonly NoticeChoice[] };

/**
 * Every switch as it stands. Unless the patient chose something else, e-mail tells of everything and text messages only
 * where there is no e-mail. A sign-in from a new device is always told by e-mail, by text message where there is none, and
 * in the way of the oldest address: nobody who adds an address turns the others silent. `contacts`: oldest first.
 */
export function switchesOf({ contacts, choices }: Reachable): readonly NoticeSwitch[] {
  const hasEmail = contacts.some(({ channel }) => channel === 'email');
  return noticeKinds.flatMap((kind) =>
    noticeChannels.map((channel) => {
      const isDefault = channel === 'email' || !hasEmail;
      const isFixed = kind === 'new_device' && (isDefault || contacts[0]?.channel === channel);
      const chosen = choices.find((choice) => choice.kind === kind && choice.channel === channel)?.isOn;
      return { kind, channel, isFixed, isOn: isFixed || (chosen ?? isDefault) };
    }),
  );
}

/**
 * Who is told of which of these kinds. News of documents goes to the oldest address of each channel that is on; of a
 * sign-in, which may be somebody else's, every address of such a channel is told.
 */
export function recipientsOf<Contact extends NoticeContact>(
  { contacts, choices }: { contacts: readonly Contact[]; choices: readonly NoticeChoice[] },
  kinds: readonly NoticeKind[],
): { contact: Contact; kinds: readonly NoticeKind[] }[] {
  const isOn = (kind: NoticeKind, channel: NoticeChannel): boolean =>
    switches.some((one) => one.kind === kind && one.channel === channel && one.isOn);
  const switches = switchesOf({ contacts, choices });
  return contacts
    .map((contact) => {
      const { channel } = contact;
      const isOldest = contacts.find((other) => other.channel === channel) === contact;
      return { contact, kinds: kinds.filter((kind) => (isOldest || isUrgent(kind)) && isOn(kind, channel)) };
    })
    .filter((recipient) => recipient.kinds.length > 0);
}
