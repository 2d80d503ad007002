import type { Queryable } from '@portal/adapters/postgres/pool';

/** Gives the demo's patient a name; people give themselves one in their account. */
export const createNamePatient =
  (database: Queryable) =>
  async (userId: string, name: string): Promise<void> => {
    await database.query('update users set name = $2 where id = $1', [userId, name]);
  };
