import type { DocumentsPage, DocumentsQuery, DocumentsVersion } from './documents.port.ts';

/**
 * Pages of lists as the bytes that are sent, each kept under the version of the record it was read at. What lies under
 * a key never changes, so nothing is ever invalidated: an old entry is not asked for again and leaves by its time.
 */
export type DocumentListsPort = {
  /** Undefined where there is none, and where the cache fails, is full or too slow: it never rejects. */
  find(key: ListKey): Promise<Uint8Array | undefined>;
  /** Never rejects. A late or doubled call is harmless. */
  keep(key: ListKey, page: Uint8Array): Promise<void>;
};

export type ListKey = {
  recordId: string;
  version: DocumentsVersion;
  /** What was asked, as one text. It can hold words that a patient searched for. */
  page: string;
};

/** Where a page comes from when the cache does not have it. Both reject as `service_unavailable` only. */
export type ListReadsPort = {
  /** On the primary, begun after the call: no older than anything acknowledged before it. */
  findVersion(recordId: string): Promise<DocumentsVersion>;
  /**
   * One snapshot of page and version. From a replica only where that snapshot is exactly at `version`; from the primary
   * otherwise, at whatever version it has by then: `page.version` says which.
   */
  readPage(query: DocumentsQuery, version: DocumentsVersion): Promise<DocumentsPage>;
};
