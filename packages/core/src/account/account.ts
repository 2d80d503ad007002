import type { Contact } from '../identity/people.port.ts';
import type { MessageLanguage } from '../messages/message-languages.ts';
import type { NoticeChoice } from '../notices/notice.ts';

/** What the portal knows of a patient beside their documents. */
export type Account = {
  userId: string;
  name: string | null;
  /** Of messages, but for codes to sign in; null where the patient never chose. */
  language: MessageLanguage | null;
  contacts: readonly AccountContact[];
  /** Which messages they chose to get, or not to get. */
  noticeChoices: readonly NoticeChoice[];
  createdAt: Date;
};

export type AccountContact = Contact & { id: string; verifiedAt: Date };
