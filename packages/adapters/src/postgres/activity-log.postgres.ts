import type {
  ActivityFilter,
  ActivityLine,
  ActivityLogPort,
  ActivityMonthsPort,
  ActivityPosition,
} from '@portal/core/activity/activity-log.port';
import { kindOfAction } from '@portal/core/activity/activity-kinds';
import { activityActions } from '@portal/core/activity/activity.port';
import type { Queryable } from './pool.ts';

type LineRow = {
  id: string;
  at: Date;
  position: string;
  action: ActivityLine['action'];
  outcome: ActivityLine['outcome'];
  actor_type: ActivityLine['actorType'];
  actor_user_id: string | null;
  session_id: string | null;
  ip_address: string | null;
  user_agent: string | null;
  document_id: string | null;
  title: string | null;
};

export function createActivityLog(client: Queryable): ActivityLogPort {
  return {
    list: async (recordId, { filter, limit, after }) => {
      const { text, values } = listQuery(recordId, filter, limit, after);
      const { rows } = await client.query<LineRow>(text, values);
      const last = rows.length > limit ? rows[limit - 1] : undefined;
      return {
        items: rows.slice(0, limit).map(toLine),
        next: last && { sortValue: last.position, id: last.id },
      };
    },
  };
}

export function createActivityMonths(client: Queryable): ActivityMonthsPort {
  return {
    prepare: async () => {
      await client.query('select ensure_activity_partitions()');
    },
    dropOld: async () => {
      const { rows } = await client.query<{ dropped: number }>('select drop_old_activity_partitions() as dropped');
      return rows[0]?.dropped ?? 0;
    },
  };
}

/** One row more than asked tells of a next page. Actions of a newer release are left to those who can name them. */
function listQuery(recordId: string, filter: ActivityFilter, limit: number, after: ActivityPosition | undefined) {
  const { kind, documentId, from, to } = filter;
  const values: unknown[] = [recordId, limit + 1];
  const parameter = (value: unknown): string => `$${values.push(value)}`;
  // Whatever was tried, what was refused is a refusal and nothing else.
  const isAnyAction = kind === undefined || kind === 'refusals';
  const actions = activityActions.filter((action) => isAnyAction || kindOfAction[action] === kind);
  const conditions = ['a.record_id = $1', `a.action = any(${parameter(actions)}::text[])`];
  if (kind !== undefined) conditions.push(`a.outcome = ${parameter(kind === 'refusals' ? 'refused' : 'done')}`);
  if (documentId !== undefined) conditions.push(`a.document_id = ${parameter(documentId)}`);
  if (from !== undefined) conditions.push(`a.at >= ${parameter(from)}::date::timestamp at time zone 'utc'`);
  if (to !== undefined) conditions.push(`a.at < (${parameter(to)}::date + 1)::timestamp at time zone 'utc'`);
  if (after)
    conditions.push(`(a.at, a.id) < (${parameter(after.sortValue)}::timestamptz, ${parameter(after.id)}::uuid)`);
  const text = `
    select a.id, a.at, to_char(a.at at time zone 'utc', 'YYYY-MM-DD"T"HH24:MI:SS.US"Z"') as position, a.action,
      a.outcome, a.actor_type, a.actor_user_id, a.session_id, a.ip_address, a.user_agent, a.document_id, d.title
    from activity a
    left join documents d on d.id = a.document_id and d.record_id = a.record_id and d.state <> 'uploading'
    where ${conditions.join(' and ')}
    order by a.at desc, a.id desc limit $2`;
  return { text, values };
}

function toLine(row: LineRow): ActivityLine {
  return {
    id: row.id,
    at: row.at,
    action: row.action,
    outcome: row.outcome,
    actorType: row.actor_type,
    actorUserId: row.actor_user_id,
    sessionId: row.session_id,
    ipAddress: row.ip_address,
    userAgent: row.user_agent,
    documentId: row.document_id,
    documentTitle: row.title,
  };
}
