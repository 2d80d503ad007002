import { newId } from '@portal/core/new-id';
import type { EndingTrashPort, NoticesPort } from '@portal/core/notices/notices.port';
import type { Queryable } from './pool.ts';

// Ids are made by the application; a record that several people own has a notice for each.
const add = `
  insert into notices (id, record_id, user_id, kind, document_id, session_id, cause, created_at)
  select case when row_number() over () = 1 then $1::uuid else gen_random_uuid() end, a.record_id, a.user_id, $3, $5, $6,
    $7, $8
  from record_access as a
  where a.record_id = $2 and a.role = 'owner' and ($4::uuid is null or a.user_id = $4)
  on conflict (user_id, cause) do nothing`;

export function createPostgresNotices(client: Queryable): NoticesPort {
  return {
    add: async (notice) => {
      const { kind, recordId, cause, createdAt } = notice;
      const [userId, sessionId, documentId] =
        notice.kind === 'new_device'
          ? [notice.userId, notice.sessionId, undefined]
          : [undefined, undefined, notice.documentId];
      const values = [newId(), recordId, kind, userId, documentId, sessionId, cause, createdAt];
      return ((await client.query(add, values, 'add-notice')).rowCount ?? 0) > 0;
    },
  };
}

const listEnding = `
  select d.record_id, d.id, d.purge_at from documents as d
  where d.purge_at > $1 and d.purge_at <= $2 and d.state <> 'uploading' and ($3::uuid is null or d.id > $3)
    and not exists (
      select from notices as n where n.document_id = d.id and n.kind = 'trash_ending' and n.created_at >= d.trashed_at)
  order by d.id limit $4`;

export function createPostgresEndingTrash(client: Queryable): EndingTrashPort {
  return {
    list: async ({ now, purgedBefore, after, limit }) => {
      const values = [now, purgedBefore, after, limit];
      const { rows } = await client.query<{ record_id: string; id: string; purge_at: Date }>(listEnding, values);
      return rows.map((row) => ({ recordId: row.record_id, documentId: row.id, purgeAt: row.purge_at }));
    },
  };
}
