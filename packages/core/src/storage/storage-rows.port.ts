import type { CheckResult, DocumentState } from '../documents/document.ts';

/**
 * What the rows say of the bytes of all records: for the operator's commands that compare or move stores, never for a
 * patient. Failures of the database reject as `service_unavailable`.
 */
export type StorageRowsPort = {
  /** Documents whose bytes have to be there. */
  count(): Promise<{ documents: number; sizeInBytes: number }>;
  /** Up to `limit` of them in order of their ids, those after `after`. */
  list(after: string | undefined, limit: number): Promise<readonly StoredDocument[]>;
  find(documentId: string): Promise<StoredDocument | undefined>;
  /**
   * Up to `limit` storage keys in their own order, those after `after`: of documents in any state and of unfinished
   * files. `isUnfinished`: its bytes may still be coming, or have to go.
   */
  listKeys(after: string | undefined, limit: number): Promise<readonly StoredKey[]>;
  /** Closes a document whose bytes are not what they were; false where it is gone, or its bytes lie elsewhere by now. */
  refuse(document: Pick<StoredDocument, 'id' | 'storageKey'>, result: CheckResult, now: Date): Promise<boolean>;
};

export type StoredDocument = {
  id: string;
  recordId: string;
  state: DocumentState;
  checkResult: CheckResult | null;
  storageKey: string;
  /** As it came. */
  fileName: string;
  sizeInBytes: number;
  sha256: string;
};

export type StoredKey = { storageKey: string; isUnfinished: boolean };
