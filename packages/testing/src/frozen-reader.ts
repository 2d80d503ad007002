import type { Queryable } from '@portal/adapters/postgres/pool';
import pg from 'pg';

export type FrozenReader = Queryable & {
  /** From now on it shows what is committed now. */
  catchUp: () => Promise<void>;
  close: () => Promise<void>;
};

/** A connection that shows one moment until it is told to catch up: a replica whose lag is the test's to choose. */
export async function openFrozenReader(url: string): Promise<FrozenReader> {
  const client = new pg.Client({ connectionString: url });
  await client.connect();
  const freeze = async (): Promise<void> => {
    await client.query('begin isolation level repeatable read read only');
    // The moment is that of the first statement.
    await client.query('select from document_list_versions limit 1');
  };
  await freeze();
  return {
    query: (text, values = [], name) =>
      client.query({ text, values: [...values], ...(name === undefined ? {} : { name }) }),
    catchUp: async () => {
      await client.query('commit');
      await freeze();
    },
    close: () => client.end(),
  };
}
