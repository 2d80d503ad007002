export type DocumentState = 'uploading' | 'processing' | 'ready' | 'blocked' | 'refused' | 'unscannable';

export type DocumentCategory =
  | 'lab_result'
  | 'imaging'
  | 'discharge_letter'
  | 'prescription'
  | 'vaccination'
  | 'referral'
  | 'insurance'
  | 'other';

export type CheckResult = 'clean' | 'not_scanned' | 'infected' | 'locked' | 'damaged' | 'mismatch' | 'unscannable';

/** `relevance` is an order of what a search finds; where nothing is searched it is `-uploadedAt`. */
export type DocumentSort = 'relevance' | '-uploadedAt' | 'title' | '-documentDate';
export type DocumentView = 'active' | 'trash';

/** A PDF of a health record. `title`, `fileName` and `note` are shown, never used as a path, a key or a command. */
export type Document = {
  id: string;
  recordId: string;
  state: DocumentState;
  title: string;
  fileName: string;
  category: DocumentCategory;
  /** A calendar day, `2026-05-03`. */
  documentDate: string | null;
  note: string;
  sizeInBytes: number;
  /** Lower-case hex. */
  sha256: string;
  /** The patient chose to keep these bytes a second time. */
  isCopy: boolean;
  /** Where the bytes lie; made by the server, and what lies under it never changes. */
  storageKey: string;
  pageCount: number | null;
  hasActiveContent: boolean;
  /** There is a picture of page 1. */
  hasThumbnail: boolean;
  checkResult: CheckResult | null;
  checkedAt: Date | null;
  uploadedAt: Date;
  trashedAt: Date | null;
  /** From when on the trash may give it up for good. */
  purgeAt: Date | null;
  /** Counts what was changed by somebody; that the portal checks a document is no reason to refuse a patient's change. */
  revision: number;
};
