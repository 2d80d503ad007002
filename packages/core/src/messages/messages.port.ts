export type Message = {
  channel: 'email' | 'sms';
  to: string;
  subject: string;
  text: string;
  /** The same words, beside the text; undefined for text messages, which know no other form. */
  html: string | undefined;
};

/**
 * Hands a message over for delivery. Rejects when the provider did not take it; a resolved promise says that it was
 * taken, not that it arrived.
 */
export type MessagesPort = { send(message: Message): Promise<void> };

/** Where messages land on a developer's machine: kept in memory, newest first, readable by everyone who can reach it. */
export type MailboxPort = MessagesPort & { read(to?: string): readonly MailboxMessage[] };

export type MailboxMessage = Message & { sentAt: Date };
