import type { Contact } from '../identity/people.port.ts';
import type { MessageLanguage } from '../messages/message-languages.ts';
import type { NoticeChoice } from '../notices/notice.ts';
import type { Account } from './account.ts';

/** A person's name, language and addresses. Every call is about one person, whose user id is its scope. */
export type AccountPort = {
  /** Contacts oldest first. Undefined where there is no such person. */
  find(userId: string): Promise<Account | undefined>;
  /** The same, and nobody else changes this account until the transaction ends: what is decided on it stays true. */
  findForChange(userId: string): Promise<Account | undefined>;
  /** What is undefined stays. */
  change(
    userId: string,
    changes: { name: string | null | undefined; language: MessageLanguage | null | undefined },
  ): Promise<void>;
  /** Choices of the same kind and channel replace those that were made before; the others stay. */
  chooseNotices(userId: string, choices: readonly NoticeChoice[]): Promise<void>;
  /** False where the address is somebody's already. */
  addContact(userId: string, contact: Contact & { id: string; verifiedAt: Date }): Promise<boolean>;
  /** False where this person has no such address. */
  removeContact(userId: string, contactId: string): Promise<boolean>;
};
