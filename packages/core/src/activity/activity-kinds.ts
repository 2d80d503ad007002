import type { ActivityAction } from './activity.port.ts';

/** How long a line is kept. The database's own function drops what is older, by whole months. */
export const activityKeptForMonths = 72;

/** What a patient asks for. Whatever was refused is a refusal, and nothing else. */
export type ActivityKind = 'openings' | 'changes' | 'sign_ins' | 'refusals';

export const kindOfAction = {
  account_created: 'changes',
  signed_in: 'sign_ins',
  sign_in_refused: 'refusals',
  signed_out: 'sign_ins',
  session_ended: 'sign_ins',
  session_confirmed: 'sign_ins',
  passkey_added: 'changes',
  passkey_renamed: 'changes',
  passkey_removed: 'changes',
  contact_added: 'changes',
  contact_removed: 'changes',
  account_changed: 'changes',
  document_uploaded: 'changes',
  document_viewed: 'openings',
  document_downloaded: 'openings',
  document_changed: 'changes',
  document_trashed: 'changes',
  document_restored: 'changes',
  document_deleted: 'changes',
  document_check_failed: 'changes',
  document_refused: 'refusals',
  activity_exported: 'openings',
} as const satisfies Record<ActivityAction, ActivityKind>;
