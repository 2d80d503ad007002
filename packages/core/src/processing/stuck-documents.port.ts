/** Documents of any record, for the portal's own housekeeping. */
export type StuckDocumentsPort = {
  /**
   * Those in state `processing` since before a time, without a job that still waits to be handed to the queue; in the
   * order of their ids, after the one that is named.
   */
  list(query: {
    uploadedBefore: Date;
    after: string | undefined;
    limit: number;
  }): Promise<readonly { recordId: string; documentId: string }[]>;
};
