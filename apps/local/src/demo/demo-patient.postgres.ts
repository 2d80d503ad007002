import type { Queryable } from '@portal/adapters/postgres/pool';

/** What no port knows of the demo's patient, because no patient needs it. */
export type DemoPatient = {
  /** People give themselves a name in their account; this one has it from the start. */
  name: (userId: string, name: string) => Promise<void>;
  /** How many documents were ever uploaded to a record by browsers whose names end so, those that are gone included. */
  countUploads: (recordId: string, userAgentEnd: string) => Promise<number>;
};

export const createDemoPatient = (database: Queryable): DemoPatient => ({
  name: async (userId, name) => {
    await database.query('update users set name = $2 where id = $1', [userId, name]);
  },
  countUploads: async (recordId, userAgentEnd) => {
    const { rows } = await database.query<{ uploads: number }>(
      `select count(*)::int as uploads from activity
       where record_id = $1 and action = 'document_uploaded' and right(user_agent, length($2)) = $2`,
      [recordId, userAgentEnd],
    );
    return rows[0]?.uploads ?? 0;
  },
});
