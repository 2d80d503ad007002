/**
 * The list of stored files that may have to go: bytes of an upload under way, and bytes of a document that was
 * deleted. A file is noted here in the transaction that makes it unsure, and struck in the one that makes it sure,
 * so that no crash leaves bytes without a trace.
 */
export type UnfinishedFilesPort = {
  /**
   * Claims up to `limit` files whose deadline is over, deletes their rows in state `uploading`, and keeps them noted
   * with a later deadline, so that a crash between this and `strike` repeats the removal and two sweepers share.
   */
  claimOverdue(now: Date, retryAt: Date, limit: number): Promise<readonly UnfinishedFile[]>;
  /**
   * Takes back an upload within a transaction: deletes its row in state `uploading` and notes its file as due then.
   * False, and nothing is noted, where a document points at the file: then its bytes have to stay.
   */
  abandon(file: UnfinishedFile, dueAt: Date): Promise<boolean>;
  /** After its bytes are gone. Idempotent. */
  strike(storageKey: string): Promise<void>;
};

export type UnfinishedFile = { storageKey: string; documentId: string };
