import type { Session, SessionsPort } from '@portal/core/identity/sessions.port';
import type { Queryable } from './pool.ts';

type SessionRow = {
  id: string;
  user_id: string;
  record_id: string;
  name: string | null;
  address: string;
  created_at: Date;
  last_used_at: Date;
  expires_at: Date;
};

const add = `
  insert into sessions (id, user_id, contact_id, token_hash, user_agent, created_at, last_used_at, expires_at)
  values ($1, $2, $3, $4, $5, $6, $6, $7)`;

const find = `
  select s.id, s.user_id, own.record_id, u.name, c.address, s.created_at, s.last_used_at, s.expires_at
  from sessions s
  join users u on u.id = s.user_id
  join user_contacts c on c.id = s.contact_id
  cross join lateral (
    select record_id from record_access a
    where a.user_id = s.user_id and a.role = 'owner' order by a.created_at, a.record_id limit 1
  ) own
  where s.token_hash = $1 and s.ended_at is null and s.expires_at > $2`;

export function createSessions(client: Queryable): SessionsPort {
  return {
    add: async (session) => {
      const { id, userId, contactId, tokenHash, userAgent, createdAt, expiresAt } = session;
      await client.query(add, [id, userId, contactId, tokenHash, userAgent, createdAt, expiresAt]);
    },
    find: async (tokenHash, now) => {
      const { rows } = await client.query<SessionRow>(find, [tokenHash, now], 'find-session');
      return rows[0] && toSession(rows[0]);
    },
    touch: async (sessionId, usedAt) => {
      await client.query('update sessions set last_used_at = $2 where id = $1 and last_used_at < $2', [
        sessionId,
        usedAt,
      ]);
    },
    end: async (sessionId, endedAt) => {
      const { rowCount } = await client.query('update sessions set ended_at = $2 where id = $1 and ended_at is null', [
        sessionId,
        endedAt,
      ]);
      return rowCount === 1;
    },
  };
}

function toSession(row: SessionRow): Session {
  return {
    id: row.id,
    userId: row.user_id,
    recordId: row.record_id,
    userName: row.name,
    contact: row.address,
    createdAt: row.created_at,
    lastUsedAt: row.last_used_at,
    expiresAt: row.expires_at,
  };
}
