import type { Passkey, PasskeysPort } from '@portal/core/identity/passkeys.port';
import { joinOwnRecord } from './own-record.ts';
import type { Queryable } from './pool.ts';

type PasskeyRow = { id: string; name: string; created_at: Date; last_used_at: Date | null };
type CredentialRow = { credential_id: string; public_key: Buffer; counter: string; transports: string[] };

const shown = 'id, name, created_at, last_used_at';

const add = `
  insert into passkeys (id, user_id, credential_id, public_key, counter, transports, name, created_at)
  values ($1, $2, $3, $4, $5, $6, $7, $8)
  on conflict (credential_id) do nothing
  returning ${shown}`;

// A statement of its own, before the one that counts: that one then sees what whoever held the lock has added.
const lockOwner = 'select from users where id = $1 for update';
const count = 'select count(*)::int as count from passkeys where user_id = $1';

const findByCredential = `
  select p.id, p.user_id, own.record_id, p.credential_id, p.public_key, p.counter, p.transports
  from passkeys p
  ${joinOwnRecord('p.user_id')}
  where p.credential_id = $1`;

const use = `
  update passkeys set counter = $2, last_used_at = $3
  where id = $1 and (counter < $2 or (counter = 0 and $2 = 0))`;

export function createPasskeys(client: Queryable): PasskeysPort {
  return {
    add: async ({ id, userId, credentialId, publicKey, counter, transports, name, createdAt, atMost }) => {
      await client.query(lockOwner, [userId]);
      const counted = await client.query<{ count: number }>(count, [userId]);
      if ((counted.rows[0]?.count ?? 0) >= atMost) return 'full';
      const values = [id, userId, credentialId, Buffer.from(publicKey), counter, transports, name, createdAt];
      const { rows } = await client.query<PasskeyRow>(add, values);
      return rows[0] ? toPasskey(rows[0]) : 'known';
    },
    listOf: async (userId) => {
      const text = `select ${shown}, credential_id, transports from passkeys where user_id = $1 order by created_at, id`;
      const { rows } = await client.query<PasskeyRow & CredentialRow>(text, [userId]);
      return rows.map((row) => ({
        ...toPasskey(row),
        credentialId: row.credential_id,
        transports: row.transports,
      }));
    },
    findByCredential: async (credentialId) => {
      type Row = CredentialRow & { id: string; user_id: string; record_id: string };
      const { rows } = await client.query<Row>(findByCredential, [credentialId]);
      const [row] = rows;
      return (
        row && {
          id: row.id,
          userId: row.user_id,
          recordId: row.record_id,
          credentialId: row.credential_id,
          publicKey: new Uint8Array(row.public_key),
          counter: Number(row.counter),
          transports: row.transports,
        }
      );
    },
    use: async ({ id, counter, usedAt }) => (await client.query(use, [id, counter, usedAt])).rowCount === 1,
    rename: async ({ id, userId, name }) => {
      const text = `update passkeys set name = $3 where id = $1 and user_id = $2 returning ${shown}`;
      const { rows } = await client.query<PasskeyRow>(text, [id, userId, name]);
      return rows[0] && toPasskey(rows[0]);
    },
    remove: async ({ id, userId }) => {
      const { rowCount } = await client.query('delete from passkeys where id = $1 and user_id = $2', [id, userId]);
      return rowCount === 1;
    },
  };
}

function toPasskey(row: PasskeyRow): Passkey {
  return { id: row.id, name: row.name, createdAt: row.created_at, lastUsedAt: row.last_used_at };
}
