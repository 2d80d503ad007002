/**
 * What a patient is told of by a message, without having asked. `document_needs_you`: it was refused, or could not be
 * scanned. `trash_ending`: it leaves the trash for good in some days.
 */
export const noticeKinds = [
  'document_ready',
  'document_blocked',
  'document_needs_you',
  'trash_ending',
  'new_device',
] as const;
export type NoticeKind = (typeof noticeKinds)[number];

export type NoticeChannel = 'email' | 'sms';
export const noticeChannels = ['email', 'sms'] as const satisfies readonly NoticeChannel[];

/** What happened, by ids alone: never a title, a name or an address. */
export type Notice =
  | { kind: Exclude<NoticeKind, 'new_device'>; recordId: string; documentId: string; cause: string; createdAt: Date }
  | { kind: 'new_device'; recordId: string; userId: string; sessionId: string; cause: string; createdAt: Date };

/** An address of a patient, proven by a code. */
export type NoticeContact = { id: string; channel: NoticeChannel; address: string };

/** A switch that the patient has moved; what they never chose is missing. */
export type NoticeChoice = { kind: NoticeKind; channel: NoticeChannel; isOn: boolean };
