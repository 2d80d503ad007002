import type { Queryable } from './pool.ts';

const uniqueViolation = '23505';

/**
 * Runs `work` within a savepoint of the surrounding transaction, which goes on whatever comes of it: what `work` did
 * is taken back where it does not say `keep`, or where it ran into the unique index of `onViolation`, whose result is
 * answered then. Any other error passes through, for the transaction to be rolled back.
 */
export async function inSavepoint<Result>(
  database: Queryable,
  work: () => Promise<{ keep: boolean; result: Result }>,
  onViolation?: { index: string; result: Result },
): Promise<Result> {
  await database.query('savepoint step');
  try {
    const { keep, result } = await work();
    await database.query(keep ? 'release savepoint step' : 'rollback to savepoint step');
    return result;
  } catch (error) {
    if (!onViolation || !violates(error, onViolation.index)) throw error;
    await database.query('rollback to savepoint step');
    return onViolation.result;
  }
}

/** Whether a statement ran into this unique index. */
export function violates(error: unknown, index: string): boolean {
  return (
    error instanceof Error &&
    'code' in error &&
    error.code === uniqueViolation &&
    'constraint' in error &&
    error.constraint === index
  );
}
