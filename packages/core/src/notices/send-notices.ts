import type { JobOutcome } from '../jobs/jobs.port.ts';
import type { Message, MessagesPort } from '../messages/messages.port.ts';
import { newId } from '../new-id.ts';
import { type NoticeChannel, type NoticeContact, noticeKinds } from './notice.ts';
import { type NameDevice, noticeMessage } from './notice-message.ts';
import { dueAt, noticePolicy, pauseAfter, recipientsOf } from './notice-policy.ts';
import type { BatchContents, HeldBatch, NoticeBatchesPort } from './notices.port.ts';

export type SendNotices = (input: { recordId: string; signal: AbortSignal }) => Promise<JobOutcome>;

export type SendNoticesDependencies = {
  batches: NoticeBatchesPort;
  messages: MessagesPort;
  /** The ways that this portal sends messages in. */
  channels: readonly NoticeChannel[];
  publicUrl: URL;
  nameDevice: NameDevice;
  now: () => Date;
  /** Told of a message that was not taken; what the provider says of it may repeat the address, and goes no further. */
  onFailure: (failure: { error: unknown; channel: NoticeChannel; attempt: number; isGivenUp: boolean }) => void;
};

/**
 * Sends what came together for a record: one message to each address, as soon as nothing more comes for a while. Done
 * any number of times, in any order and by several at once: what happened is in one batch, and one of them sends it. A
 * batch that was left by somebody who died is sent by the next one, to those addresses that are not noted as told; the
 * one that was being told then may get the message twice, with the same id. What no provider takes is tried again with
 * pauses, and given up after a day.
 */
export function createSendNotices(dependencies: SendNoticesDependencies): SendNotices {
  const { batches, now } = dependencies;
  return async ({ recordId, signal }) => {
    const comeBackAt = await gatherWhatIsDue(dependencies, recordId);
    for (const { batchId, heldUntil } of await batches.listOpen(recordId)) {
      signal.throwIfAborted();
      const at = now();
      const held = await batches.hold({ batchId, at, heldUntil: after(at, noticePolicy.holdMs) });
      const leftUntil = held ? await sendBatch(dependencies, held) : heldUntil;
      if (leftUntil) comeBackAt.push(leftUntil);
    }
    if (comeBackAt.length === 0) return { outcome: 'done' };
    const waitMs = Math.min(...comeBackAt.map(Number)) - now().getTime();
    return { outcome: 'later', afterMs: Math.max(soonMs, waitMs) };
  };
}

// Somebody else has just taken it, or a clock is off.
const soonMs = 1_000;

const after = (at: Date, ms: number): Date => new Date(at.getTime() + ms);

/** Answers when the rest is due. */
async function gatherWhatIsDue({ batches, now }: SendNoticesDependencies, recordId: string): Promise<Date[]> {
  const rest: Date[] = [];
  for (const waiting of await batches.listWaiting(recordId)) {
    const due = dueAt(waiting);
    const { userId, isUrgent } = waiting;
    if (due > now()) rest.push(due);
    else await batches.gather({ batchId: newId(), recordId, userId, isUrgent, at: now() });
  }
  return rest;
}

/** Answers until when it is left alone; undefined where it is closed. */
async function sendBatch(dependencies: SendNoticesDependencies, held: HeldBatch): Promise<Date | undefined> {
  const { batches, now } = dependencies;
  const { batchId, createdAt, attempts } = held;
  const contents = await batches.read(batchId);
  const recipients = await recipientsIn(dependencies, held, contents);
  const isLast = now() >= after(createdAt, noticePolicy.giveUpAfterMs);
  let areAllTold = true;
  for (const { contact, message } of recipients) {
    await batches.holdUntil(batchId, after(now(), noticePolicy.holdMs));
    try {
      await dependencies.messages.send(message);
    } catch (error) {
      areAllTold = false;
      dependencies.onFailure({ error, channel: contact.channel, attempt: attempts, isGivenUp: isLast });
      continue;
    }
    await batches.noteTold({ batchId, contact, at: now() });
  }
  if (areAllTold || isLast) {
    const somebodyTold = recipients.length > 0 || contents.toldContactIds.length > 0;
    const outcome = areAllTold ? (somebodyTold ? 'sent' : 'nothing_to_say') : 'given_up';
    await batches.close({ batchId, at: now(), outcome });
    return undefined;
  }
  const leftUntil = after(now(), pauseAfter(attempts));
  await batches.holdUntil(batchId, leftUntil);
  return leftUntil;
}

type Recipient = { contact: NoticeContact; message: Message };

/** Those who are still to be told, each with what they are told. */
async function recipientsIn(
  { batches, channels, publicUrl, nameDevice, now }: SendNoticesDependencies,
  { batchId, userId }: HeldBatch,
  { counts, signIn, language, contacts, choices, toldContactIds }: BatchContents,
): Promise<Recipient[]> {
  const kinds = noticeKinds.filter((kind) => (counts[kind] ?? 0) > 0);
  const reachable = contacts.filter(({ channel }) => channels.includes(channel));
  const since = after(now(), -noticePolicy.textsWithinMs);
  const hasTexts = (await batches.countTexts({ userId, since })) < noticePolicy.mostTexts;
  return recipientsOf({ contacts: reachable, choices }, kinds)
    .filter(({ contact }) => !toldContactIds.includes(contact.id) && (contact.channel === 'email' || hasTexts))
    .map((recipient) => ({
      contact: recipient.contact,
      message: noticeMessage({
        messageId: `<${batchId}.${recipient.contact.id}@${publicUrl.hostname}>`,
        to: recipient.contact,
        kinds: recipient.kinds,
        counts,
        signIn,
        language: language ?? 'en',
        publicUrl: publicUrl.origin,
        nameDevice,
      }),
    }));
}
