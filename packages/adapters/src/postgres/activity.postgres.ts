import type { ActivityEntry, ActivityPort } from '@portal/core/activity/activity.port';
import { newId } from '@portal/core/new-id';
import type { Queryable } from './pool.ts';

export const activityColumns = `id, at, action, outcome, actor_type, actor_user_id, session_id, record_id, document_id, request_id,
  ip_address, user_agent`;
const values = `$1::uuid, now(), $2, $3, $4, $5::uuid, $6::uuid, $7::uuid, $8::uuid, $9, $10, $11`;

const record = `insert into activity (${activityColumns}) values (${values})`;

// What the lock is about, so that two who ask at the same moment come one after the other.
const lock = `select pg_advisory_xact_lock(hashtextextended(concat_ws(' ', $1::text, $2::text, $3::text), 0))`;

const recordOnce = `
  insert into activity (${activityColumns}) select ${values}
  where not exists (
    select from activity
    where session_id is not distinct from $6::uuid and document_id is not distinct from $8::uuid
      and actor_user_id is not distinct from $5::uuid and action = $2 and outcome = $3
      and at > now() - make_interval(secs => $12)
  )`;

export function createActivity(client: Queryable): ActivityPort {
  return {
    record: async (entry) => {
      await client.query(record, activityValuesOf(entry), 'record-activity');
    },
    recordOnce: async (entry, windowMs) => {
      const sessionId = entry.actor.type === 'patient' ? entry.actor.sessionId : null;
      await client.query(lock, [sessionId, entry.documentId, entry.action]);
      await client.query(recordOnce, [...activityValuesOf(entry), windowMs / 1000]);
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
