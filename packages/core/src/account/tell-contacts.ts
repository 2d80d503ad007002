import { maskContact } from '../identity/contact.ts';
import type { Contact } from '../identity/people.port.ts';
import type { MessageDelivery } from '../messages/deliver-message.ts';
import { contactMessage } from './contact-message.ts';
import type { MessageLanguage } from '../messages/message-languages.ts';

export type TellContacts = (input: {
  what: 'added' | 'removed';
  contact: Contact;
  /** The addresses that were there before the change. */
  to: readonly Contact[];
  language: MessageLanguage;
}) => void;

const hours = 60 * 60_000;
const patienceMs = 12 * hours;

/**
 * Tells each address that the account's addresses have changed, after the answer and without keeping it waiting: who
 * did not do it themselves learns of it where they still can. The other address is masked.
 */
export function createTellContacts(dependencies: {
  delivery: MessageDelivery;
  host: string;
  now: () => Date;
}): TellContacts {
  const { delivery, host, now } = dependencies;
  return ({ what, contact, to, language }) => {
    const at = now();
    for (const { channel, address } of to) {
      const changed = maskContact(contact);
      const message = contactMessage({ what, to: { channel, address }, changed, at, host, language });
      delivery.deliver(message, new Date(at.getTime() + patienceMs));
    }
  };
}
