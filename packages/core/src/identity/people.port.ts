import type { MessageLanguage } from '../messages/message-languages.ts';

/** Who has which address, and which health record is theirs. */
export type PeoplePort = {
  findByContact(contact: Contact): Promise<Person | undefined>;
  /**
   * Creates the user, the contact (proven just now), the record and the access to it. When another request was
   * quicker with the same contact, answers that person instead: `created` says which.
   */
  create(input: {
    userId: string;
    contactId: string;
    recordId: string;
    contact: Contact;
  }): Promise<{ person: Person; created: boolean }>;
  /** The language of the page that they sign in with, for messages to whoever chose none. */
  notePageLanguage(userId: string, language: MessageLanguage): Promise<void>;
};

/** `address` is normalised: lower-case e-mail, E.164 number. */
export type Contact = { channel: 'email' | 'sms'; address: string };

export type Person = { userId: string; contactId: string; recordId: string; name: string | null; contact: Contact };
