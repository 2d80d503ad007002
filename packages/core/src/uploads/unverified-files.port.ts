/**
 * The list of documents whose bytes came past the portal's own counting: each is read once as a whole and compared with
 * what was declared before anybody may open it. A document that is deleted leaves the list with its row.
 */
export type UnverifiedFilesPort = {
  /** Within the transaction that makes the document. */
  add(file: UnverifiedFile, dueAt: Date): Promise<void>;
  /** Claims up to `limit` that are due, until `until`: two who claim at once get different ones. */
  claim(now: Date, until: Date, limit: number): Promise<readonly UnverifiedFile[]>;
  /** A longer claim by who still reads, or an earlier end by who gives up. */
  moveDue(documentId: string, dueAt: Date): Promise<void>;
  /** Idempotent. */
  strike(documentId: string): Promise<void>;
};

export type UnverifiedFile = { documentId: string; recordId: string };
