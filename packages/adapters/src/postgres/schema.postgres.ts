import type { Queryable } from './pool.ts';

/**
 * Whether everything that this release needs is there, told by what its newest migration brings: the application's
 * role may not read the list of migrations. Once it is there it stays, and the answer is kept.
 */
export function createSchemaCheck(client: Queryable): () => Promise<boolean> {
  let isMigrated = false;
  return async () => {
    if (isMigrated) return true;
    const { rows } = await client.query<{ migrated: boolean }>(
      `select to_regproc('public.record_activity_once') is not null as migrated`,
    );
    isMigrated = rows[0]?.migrated ?? false;
    return isMigrated;
  };
}
