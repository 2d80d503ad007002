import type { RequestOrigin } from '../viewer.ts';

export const activityActions = [
  'account_created',
  'signed_in',
  'sign_in_refused',
  'signed_out',
  'session_ended',
  'session_confirmed',
  'passkey_added',
  'passkey_renamed',
  'passkey_removed',
  'contact_added',
  'contact_removed',
  'account_changed',
  'document_uploaded',
  'document_viewed',
  'document_downloaded',
  'document_changed',
  'document_trashed',
  'document_restored',
  'document_deleted',
  'document_check_failed',
  'document_refused',
  'activity_exported',
] as const;
export type ActivityAction = (typeof activityActions)[number];

export type ActivityActor = { type: 'patient'; userId: string; sessionId: string | null } | { type: 'system' };

/** Ids only: never a title, a name, an address or a code. `recordId` is null for what happened to no record. */
export type ActivityEntry = {
  action: ActivityAction;
  outcome: 'done' | 'refused';
  actor: ActivityActor;
  recordId: string | null;
  documentId: string | null;
  /** Null for what the portal did by itself. */
  origin: RequestOrigin | null;
};

/** Append only: nothing that was recorded can be changed by the application. */
export type ActivityPort = {
  record(entry: ActivityEntry): Promise<void>;
  /**
   * The same, unless the same actor's session did the same to the same document within `windowMs`: a viewer that
   * fetches a document piece by piece opened it once. Exact: those who ask at the same moment wait for one another.
   */
  recordOnce(entry: ActivityEntry, windowMs: number): Promise<void>;
};
