import type { CheckResult, Document, DocumentCategory, DocumentSort, DocumentState, DocumentView } from './document.ts';
import type { Snippet } from './snippet.ts';

/**
 * The rows of documents. Every call carries the record: a document of another record answers like none at all.
 * A row in state `uploading` is an intent, seen by nobody: no `find` or `list` shows it.
 * Changes are made within a transaction (`UnitOfWork`), so that the activity row stands or falls with them.
 * Times are those of the caller, in whole milliseconds; failures of the database reject as `service_unavailable`.
 */
export type DocumentsPort = {
  find(recordId: string, documentId: string): Promise<Document | undefined>;
  list(query: DocumentsQuery): Promise<DocumentsPage>;
  summarise(recordId: string): Promise<DocumentsSummary>;
  /**
   * The document of this record with these bytes, `processing` or `ready`: the active one before its copies, and those
   * before what lies in the trash.
   */
  findBySha256(recordId: string, sha256: string): Promise<Document | undefined>;

  /**
   * Reserves: a row in state `uploading` with its deadline, and its file noted as unfinished, unless the record
   * would hold more than `quotaInBytes` then (reservations count by what they announced). The record's writers are put
   * in order by it, so parallel ones add up. Whole by itself, within a transaction or without one.
   */
  reserve(input: Reservation): Promise<'reserved' | 'record_full'>;
  /** Moves the deadline of an upload that is alive, forward only; false when it was swept already. */
  extend(recordId: string, documentId: string, deadline: Date): Promise<boolean>;
  /**
   * `uploading` → `finished.state`, and its file is no longer unfinished; whatever comes into state `processing` has the
   * job that checks it, in the same transaction. `gone` when it was swept; `duplicate` when
   * the record has these bytes already (and `isCopy` is false): nothing changed then.
   */
  finish(
    finished: FinishedUpload,
  ): Promise<{ outcome: 'finished'; document: Document } | { outcome: 'gone' | 'duplicate' }>;

  /** `processing` → what a look at the bytes found. Undefined where it is in another state, or gone. */
  concludeCheck(input: CheckConclusion): Promise<Document | undefined>;

  /** Conditional on `revision` where one is given. `changed` when it is another one by now; trashed ones are `missing`. */
  change(input: DocumentChange): Promise<{ outcome: 'done'; document: Document } | { outcome: 'missing' | 'changed' }>;
  /** Undefined when it is not there or in the trash already. */
  trash(recordId: string, documentId: string, trashedAt: Date, purgeAt: Date): Promise<Document | undefined>;
  /** Undefined when it is not in the trash. Becomes a copy where an active document has the same bytes. */
  restore(recordId: string, documentId: string): Promise<Document | undefined>;
  /** Removes the row and notes its file as to be removed; undefined when there is none. */
  remove(recordId: string, documentId: string, now: Date): Promise<{ storageKey: string } | undefined>;
  /**
   * `remove` for up to `limit` documents of any record whose time in the trash is over at `now`: the one call that
   * nobody makes for a patient. Two at once take different ones.
   */
  removeOverdue(now: Date, limit: number): Promise<readonly RemovedDocument[]>;
};

export type RemovedDocument = { recordId: string; documentId: string };

export type DocumentsQuery = {
  recordId: string;
  view: DocumentView;
  sort: DocumentSort;
  limit: number;
  category: DocumentCategory | undefined;
  /**
   * As typed. All words have to be in title, file name or text, case and accents folded, the last one as a prefix; in a
   * text other forms of a word are found too (English, Spanish, Arabic). White space alone counts as no search; what
   * holds no word at all finds nothing. Sorted by `relevance`, a word counts by the best place it is in: the title (whole
   * before begun), the file name, the text; equal ones, newest first.
   */
  search: string | undefined;
  after: DocumentsPosition | undefined;
};

/** The last row of the page before: what it was sorted by (text, at most 600 bytes) and its id. */
export type DocumentsPosition = { sortValue: string; id: string };

/** Where the words of a search stand in a document's text: the first page with all of them, or else with the most. */
export type TextHit = { page: number; snippet: Snippet };

/** `hit`: in a search, of a document that may be opened, where its text holds any of the words. */
export type ListedDocument = Document & { hit: TextHit | undefined };

export type DocumentsPage = {
  items: readonly ListedDocument[];
  next: DocumentsPosition | undefined;
  /** Null where a search or a category narrows the view. */
  total: number | null;
  version: DocumentsVersion;
};

/** Which state of a record's documents was read. `number` grows; `nonce` tells timelines apart. */
export type DocumentsVersion = { number: number; nonce: string };

export type DocumentsSummary = {
  active: number;
  trashed: number;
  byState: Partial<Record<DocumentState, number>>;
  byCategory: Partial<Record<DocumentCategory, number>>;
  version: DocumentsVersion;
};

export type Reservation = {
  documentId: string;
  recordId: string;
  uploadedBy: string;
  storageKey: string;
  fileName: string;
  announcedSizeInBytes: number;
  quotaInBytes: number;
  createdAt: Date;
  deadline: Date;
};

export type FinishedUpload = {
  documentId: string;
  recordId: string;
  state: 'processing' | 'ready';
  title: string;
  /** As it was reserved: its words are searched too. */
  fileName: string;
  category: DocumentCategory;
  documentDate: string | null;
  sizeInBytes: number;
  sha256: string;
  isCopy: boolean;
  checkResult: 'not_scanned' | null;
  uploadedAt: Date;
};

export type CheckConclusion = {
  recordId: string;
  documentId: string;
  state: Exclude<DocumentState, 'uploading' | 'processing'>;
  checkResult: CheckResult;
  pageCount: number | null;
  hasActiveContent: boolean;
  checkedAt: Date;
};

export type DocumentChange = {
  recordId: string;
  documentId: string;
  revision: number | undefined;
  fields: Partial<Pick<Document, 'title' | 'category' | 'documentDate' | 'note'>>;
};
