import type { Session, SessionsPort } from '@portal/core/identity/sessions.port';
import { joinOwnRecord } from './own-record.ts';
import type { Queryable } from './pool.ts';

type SessionRow = {
  id: string;
  user_id: string;
  record_id: string;
  created_at: Date;
  last_used_at: Date;
  expires_at: Date;
};
type DescriptionRow = { name: string | null; contact: string; confirmed_at: Date; has_passkey: boolean };
type OpenRow = { id: string; user_agent: string; created_at: Date; last_used_at: Date };

const add = `
  insert into sessions
    (id, user_id, contact_id, token_hash, user_agent, created_at, last_used_at, confirmed_at, expires_at, device_hash)
  values ($1, $2, $3, $4, $5, $6, $6, $6, $7, $8)`;

const find = `
  select s.id, s.user_id, own.record_id, s.created_at, s.last_used_at, s.expires_at
  from sessions s
  ${joinOwnRecord('s.user_id')}
  where s.token_hash = $1 and s.ended_at is null and s.expires_at > $2`;

const describe = `
  select u.name, s.confirmed_at, exists (select from passkeys p where p.user_id = s.user_id) as has_passkey,
    (select address from user_contacts c where c.user_id = s.user_id
      order by (c.id = s.contact_id) desc nulls last, c.created_at, c.id limit 1) as contact
  from sessions s join users u on u.id = s.user_id
  where s.id = $1 and s.ended_at is null`;

const listOpen = `
  select id, user_agent, created_at, last_used_at from sessions
  where user_id = $1 and ended_at is null and expires_at > $2 and last_used_at > $3
  order by last_used_at desc, id desc`;

const touch = `
  update sessions set last_used_at = greatest(last_used_at, $2) where id = $1 and ended_at is null`;

const confirm = `
  update sessions set confirmed_at = greatest(confirmed_at, $2) where id = $1 and ended_at is null`;

// Whoever is put out has to be told of when they come again: their browsers are known no more.
const forgetDevices = `
  forgotten as (
    delete from known_devices as k using ended as e where k.user_id = e.user_id and k.device_hash = e.device_hash
  )
  select token_hash from ended`;

const endOneOf = `
  with ended as (
    update sessions set ended_at = $3 where id = $1 and user_id = $2 and ended_at is null
    returning user_id, device_hash, token_hash
  ), ${forgetDevices}`;

const endOthersOf = `
  with ended as (
    update sessions set ended_at = $3
    where user_id = $1 and id <> $2 and ended_at is null and ($4::uuid is null or contact_id = $4)
    returning user_id, device_hash, token_hash
  ), ${forgetDevices}`;

const deleteOver = `
  delete from sessions where id in (
    (select id from sessions where expires_at < $1 limit $2)
    union (select id from sessions where ended_at < $1 limit $2)
    limit $2
  )`;

export function createSessions(client: Queryable): SessionsPort {
  const isDone = async (text: string, values: readonly unknown[]): Promise<boolean> =>
    (await client.query(text, values)).rowCount === 1;
  return {
    add: async (session) => {
      const { id, userId, contactId, tokenHash, userAgent, deviceHash, createdAt, expiresAt } = session;
      await client.query(add, [id, userId, contactId, tokenHash, userAgent, createdAt, expiresAt, deviceHash]);
    },
    find: async (tokenHash, now) => {
      const { rows } = await client.query<SessionRow>(find, [tokenHash, now], 'find-session');
      return rows[0] && toSession(rows[0]);
    },
    describe: async (sessionId) => {
      const { rows } = await client.query<DescriptionRow>(describe, [sessionId]);
      const [row] = rows;
      return (
        row && {
          userName: row.name,
          contact: row.contact,
          confirmedAt: row.confirmed_at,
          hasPasskey: row.has_passkey,
        }
      );
    },
    listOpen: async ({ userId, now, idleMs }) => {
      const { rows } = await client.query<OpenRow>(listOpen, [userId, now, new Date(now.getTime() - idleMs)]);
      return rows.map((row) => ({
        id: row.id,
        userAgent: row.user_agent,
        createdAt: row.created_at,
        lastUsedAt: row.last_used_at,
      }));
    },
    touch: (sessionId, usedAt) => isDone(touch, [sessionId, usedAt]),
    confirm: (sessionId, confirmedAt) => isDone(confirm, [sessionId, confirmedAt]),
    end: (sessionId, endedAt) =>
      isDone('update sessions set ended_at = $2 where id = $1 and ended_at is null', [sessionId, endedAt]),
    endOneOf: async ({ userId, sessionId, endedAt }) => {
      const { rows } = await client.query<{ token_hash: string }>(endOneOf, [sessionId, userId, endedAt]);
      return rows[0]?.token_hash;
    },
    endOthersOf: async ({ userId, exceptSessionId, contactId, endedAt }) => {
      const values = [userId, exceptSessionId, endedAt, contactId ?? null];
      const { rows } = await client.query<{ token_hash: string }>(endOthersOf, values);
      return rows.map(({ token_hash }) => token_hash);
    },
    deleteOver: async ({ endedBefore, atMost }) => {
      const { rowCount } = await client.query(deleteOver, [endedBefore, atMost]);
      return rowCount ?? 0;
    },
  };
}

function toSession(row: SessionRow): Session {
  return {
    id: row.id,
    userId: row.user_id,
    recordId: row.record_id,
    createdAt: row.created_at,
    lastUsedAt: row.last_used_at,
    expiresAt: row.expires_at,
  };
}
