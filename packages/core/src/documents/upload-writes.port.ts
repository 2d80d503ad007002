import type { ActivityEntry } from '../activity/activity.port.ts';
import type { Document } from './document.ts';
import type { FinishedUpload, Reservation } from './documents.port.ts';
import type { IdempotentRequest } from './idempotency.ts';

/**
 * The two writes of an upload in one piece, each durable by itself when it answers and not for within a transaction.
 * Those that come at the same moment may share one, and what becomes of one is nothing to the others.
 * Failures of the database reject as `service_unavailable`.
 */
export type UploadWritesPort = {
  /** As `DocumentsPort.reserve`. */
  reserve(input: Reservation): Promise<'reserved' | 'record_full'>;
  /**
   * Makes the document, its activity and the request's key, where there is nothing to decide: undefined, and nothing
   * changed, when the upload was swept, the key is taken, or the record has these bytes, in the trash too. It may also
   * be undefined when somebody else is at work on the record: ask in a transaction then.
   */
  finishAndRecord(upload: FinishedWithActivity): Promise<Document | undefined>;
};

export type FinishedWithActivity = {
  finished: FinishedUpload;
  entry: ActivityEntry;
  idempotency: IdempotentRequest | undefined;
};
