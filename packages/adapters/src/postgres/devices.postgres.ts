import type { DevicesPort } from '@portal/core/identity/devices.port';
import type { Queryable } from './pool.ts';

// `xmax` is 0 in a row that this statement has made.
const noteUse = `
  insert into known_devices as k (user_id, device_hash, first_used_at, last_used_at) values ($1, $2, $3, $3)
  on conflict (user_id, device_hash) do update set last_used_at = greatest(k.last_used_at, excluded.last_used_at)
  returning xmax = 0 as is_new`;

const deleteUnused = `
  delete from known_devices where ctid in (select ctid from known_devices where last_used_at < $1 limit $2)`;

export function createDevices(client: Queryable): DevicesPort {
  return {
    noteUse: async ({ userId, deviceHash, usedAt }) => {
      const { rows } = await client.query<{ is_new: boolean }>(noteUse, [userId, deviceHash, usedAt]);
      return rows[0]?.is_new === false ? 'known' : 'new';
    },
    deleteUnused: async ({ usedBefore, atMost }) =>
      (await client.query(deleteUnused, [usedBefore, atMost])).rowCount ?? 0,
  };
}
