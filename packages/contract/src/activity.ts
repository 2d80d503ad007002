import * as z from 'zod/mini';
import { CalendarDay } from './documents.ts';
import { limits } from './limits.ts';
import { Device } from './sessions.ts';

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

/** What a patient asks for: who opened something, what changed, who signed in, what was refused. */
export const activityKinds = ['openings', 'changes', 'sign_ins', 'refusals'] as const;

export const ActivityItem = z
  .strictObject({
    id: z.uuid(),
    at: z.iso.datetime(),
    action: z.enum(activityActions),
    outcome: z.enum(['done', 'refused']),
    /** `you`: the patient who asks. `system`: the portal by itself, or somebody who never got in. */
    actor: z.enum(['you', 'another_person', 'system']),
    /** Whether it was done from the session that asks. */
    isThisDevice: z.boolean(),
    device: z.nullable(Device),
    ipAddress: z.nullable(z.string()),
    documentId: z.nullable(z.uuid()),
    /** The document's title as it is now; `null` where it is gone or nobody's of this record. */
    documentTitle: z.nullable(z.string()),
  })
  .register(z.globalRegistry, { id: 'ActivityItem' });
export type ActivityItem = z.infer<typeof ActivityItem>;

export const ActivityList = z
  .strictObject({
    items: z.array(ActivityItem),
    nextCursor: z.nullable(z.string()),
    /** How long a line is kept. */
    keptForMonths: z.int(),
  })
  .register(z.globalRegistry, { id: 'ActivityList' });
export type ActivityList = z.infer<typeof ActivityList>;

const filters = {
  kind: z.optional(z.enum(activityKinds)),
  documentId: z.optional(z.uuid()),
  /** First and last day, both included, in UTC. */
  from: z.optional(CalendarDay),
  to: z.optional(CalendarDay),
};

export const ListActivityQuery = z.strictObject({
  limit: z._default(
    z.coerce.number().check(z.int(), z.minimum(limits.pageSize.min), z.maximum(limits.pageSize.max)),
    limits.pageSize.default,
  ),
  cursor: z.optional(z.string().check(z.maxLength(2000))),
  ...filters,
});

export const ExportActivityQuery = z.strictObject(filters);
