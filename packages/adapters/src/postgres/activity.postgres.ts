import type { ActivityEntry, ActivityPort } from '@portal/core/activity/activity.port';
import { newId } from '@portal/core/new-id';
import type { Queryable } from './pool.ts';

export const activityColumns = `id, at, action, outcome, actor_type, actor_user_id, session_id, record_id, document_id, request_id,
  ip_address, user_agent`;
const values = `$1::uuid, now(), $2, $3, $4, $5::uuid, $6::uuid, $7::uuid, $8::uuid, $9, $10, $11`;

const record = `insert into activity (${activityColumns}) values (${values})`;

const recordOnce = 'select record_activity_once($1, $2, $3, $4, $5, $6, $7, $8, $9, $10, $11, $12)';

export function createActivity(client: Queryable): ActivityPort {
  return {
    record: async (entry) => {
      await client.query(record, activityValuesOf(entry), 'record-activity');
    },
    recordOnce: async (entry, windowMs) => {
      await client.query(recordOnce, [...activityValuesOf(entry), windowMs / 1000], 'record-activity-once');
    },
  };
}

/** In the order of `activityColumns`, without `at`. */
export function activityValuesOf({ action, outcome, actor, recordId, documentId, origin }: ActivityEntry): unknown[] {
  const isPatient = actor.type === 'patient';
  return [
    newId(),
    action,
    outcome,
    actor.type,
    isPatient ? actor.userId : null,
    isPatient ? actor.sessionId : null,
    recordId,
    documentId,
    origin?.requestId ?? null,
    origin?.ipAddress ?? null,
    origin?.userAgent ?? null,
  ];
}
