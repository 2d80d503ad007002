import type { Queryable } from './pool.ts';

/** Whether the tables that this release needs are there. Once they are, they stay: the answer is kept. */
export function createSchemaCheck(client: Queryable): () => Promise<boolean> {
  let isMigrated = false;
  return async () => {
    if (isMigrated) return true;
    const { rows } = await client.query<{ migrated: boolean }>(
      `select to_regclass('public.activity') is not null as migrated`,
    );
    isMigrated = rows[0]?.migrated ?? false;
    return isMigrated;
  };
}
