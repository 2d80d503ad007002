import type { MessageLanguage } from '../messages/message-languages.ts';
import type { Notice, NoticeChoice, NoticeContact, NoticeKind } from './notice.ts';

/** Written within the transaction of what it tells of. */
export type NoticesPort = {
  /** For everybody whose record it is, or the one person it names. False where this cause was told of before. */
  add(notice: Notice): Promise<boolean>;
};

/** What came together for one person and waits for its message. */
export type WaitingNotices = { userId: string; isUrgent: boolean; firstAt: Date; lastAt: Date };

export type HeldBatch = { batchId: string; userId: string; createdAt: Date; attempts: number };

export type BatchContents = {
  /** How many of each kind are still so: what was deleted, trashed or restored meanwhile is left out. */
  counts: Partial<Record<NoticeKind, number>>;
  /** The newest of the sign-ins, where there are any. */
  signIn: { at: Date; userAgent: string } | undefined;
  /** Null where neither the patient nor a page that they signed in at ever said. */
  language: MessageLanguage | null;
  /** Oldest first, those only that are in the account now. */
  contacts: readonly NoticeContact[];
  choices: readonly NoticeChoice[];
  /** Those that have this message already, by their ids. */
  toldContactIds: readonly string[];
};

/**
 * Notices on their way. One is in at most one batch, and a batch is one message to each address. Whoever sends a batch
 * holds it until a time: one who dies is followed by another, and two never hold the same.
 */
export type NoticeBatchesPort = {
  listWaiting(recordId: string): Promise<readonly WaitingNotices[]>;
  /** Makes one batch of what waits; false where somebody else has just done so. */
  gather(input: { batchId: string; recordId: string; userId: string; isUrgent: boolean; at: Date }): Promise<boolean>;
  /** Those that are neither sent nor given up. */
  listOpen(recordId: string): Promise<readonly { batchId: string; heldUntil: Date }[]>;
  /** Undefined where somebody else holds it at `at`, or it is closed. Counts as an attempt. */
  hold(input: { batchId: string; at: Date; heldUntil: Date }): Promise<HeldBatch | undefined>;
  /** For whoever holds it: holds it longer, or lets it be taken earlier. */
  holdUntil(batchId: string, heldUntil: Date): Promise<void>;
  read(batchId: string): Promise<BatchContents>;
  noteTold(input: { batchId: string; contact: NoticeContact; at: Date }): Promise<void>;
  /** How many text messages this person was sent since then; everybody, where nobody is named. */
  countTexts(input: { userId: string | undefined; since: Date }): Promise<number>;
  /** `nothing_to_say`: nothing of it is so any more, or nobody is to be told, who had too many text messages included. */
  close(input: { batchId: string; at: Date; outcome: 'sent' | 'nothing_to_say' | 'given_up' }): Promise<void>;
  /** Records with something to tell since before a time, whose job may be lost; in order of their ids, after one of them. */
  listOverdue(query: { before: Date; after: string | undefined; limit: number }): Promise<readonly string[]>;
  /** Forgets what was sent or given up before a time; at most `atMost` batches; answers how many. */
  deleteClosed(input: { closedBefore: Date; atMost: number }): Promise<number>;
};

/**
 * Documents of any record that leave the trash between two moments, and that nobody was told of since they lie there; in
 * the order of their ids, after the one that is named.
 */
export type EndingTrashPort = {
  list(query: {
    now: Date;
    purgedBefore: Date;
    after: string | undefined;
    limit: number;
  }): Promise<readonly { recordId: string; documentId: string; purgeAt: Date }[]>;
};
