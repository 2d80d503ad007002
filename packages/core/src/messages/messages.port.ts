export type Message = {
  channel: 'email' | 'sms';
  to: string;
  subject: string;
  text: string;
  /** The same words, beside the text; undefined for text messages, which know no other form. */
  html: string | undefined;
  /**
   * `<…@host>`, of an e-mail that may be handed over twice, where whoever sends it dies on the way: both say this, and
   * mail programs show one. All others get one of their own on the way.
   */
  messageId?: string;
};

/**
 * Hands a message over for delivery. Rejects when the provider did not take it; a resolved promise says that it was
 * taken, not that it arrived.
 */
export type MessagesPort = { send(message: Message): Promise<void> };

/** Where messages land on a developer's machine: kept in memory, newest first, readable by everyone who can reach it. */
export type MailboxPort = MessagesPort & { read(to?: string): readonly MailboxMessage[] };

export type MailboxMessage = Message & { sentAt: Date };
