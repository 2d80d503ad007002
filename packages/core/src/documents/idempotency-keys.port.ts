/**
 * What requests with an `Idempotency-Key` made, by record and key. Kept for a day, so that the same request again makes
 * nothing new.
 */
export type IdempotencyKeysPort = {
  find(recordId: string, key: string): Promise<MadeByKey | undefined>;
  /**
   * Within the transaction that makes what the key is for. False, and nothing is written, where the key is there; one
   * that another transaction is writing is waited for.
   */
  add(recordId: string, key: string, made: MadeByKey, createdAt: Date): Promise<boolean>;
  forget(recordId: string, key: string): Promise<void>;
  /** Of all records; answers how many. */
  removeOlder(than: Date): Promise<number>;
};

export type MadeByKey = {
  /** Tells another request under the same key. */
  fingerprint: string;
  /** Of the document, or of the upload in parts that becomes it. */
  documentId: string;
  isDuplicate: boolean;
};
