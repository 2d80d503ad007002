/**
 * SQL that joins `own.record_id`, a person's own record, to the rows in `from`, whose `userColumn` names the person:
 * the oldest that they own, so that it is the same one wherever it is asked for.
 */
export const joinOwnRecord = (userColumn: string): string => `
  cross join lateral (
    select record_id from record_access a
    where a.user_id = ${userColumn} and a.role = 'owner' order by a.created_at, a.record_id limit 1
  ) own`;
