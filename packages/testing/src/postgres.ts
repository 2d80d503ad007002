import { randomBytes } from 'node:crypto';
import pg from 'pg';
import { inject } from 'vitest';
import type {} from './services.ts';

export type TestDatabase = {
  ownerUrl: string;
  applicationUrl: string;
  /** Cuts every connection to it and removes it. */
  drop: () => Promise<void>;
};

export type NewTestDatabase = TestDatabase & { superuserUrl: string };

/** A migrated, empty database of its own, copied from the template: for one test file, made in some 50 ms. */
export const createTestDatabase = async (): Promise<NewTestDatabase> => {
  const { administratorUrl, ownerUrl, applicationUrl } = inject('services');
  const name = `test_${randomBytes(8).toString('hex')}`;
  const template = nameOf(ownerUrl);
  const owner = decodeURIComponent(new URL(ownerUrl).username);
  await run(administratorUrl, `CREATE DATABASE ${name} TEMPLATE ${template} OWNER ${owner}`);
  return {
    ownerUrl: withDatabase(ownerUrl, name),
    applicationUrl: withDatabase(applicationUrl, name),
    superuserUrl: withDatabase(administratorUrl, name),
    drop: () => run(administratorUrl, `DROP DATABASE IF EXISTS ${name} WITH (FORCE)`),
  };
};

const run = async (url: string, statement: string): Promise<void> => {
  const client = new pg.Client({ connectionString: url });
  await client.connect();
  try {
    await client.query(statement);
  } finally {
    await client.end();
  }
};

const nameOf = (url: string): string => new URL(url).pathname.slice(1);

const withDatabase = (url: string, name: string): string => {
  const changed = new URL(url);
  changed.pathname = `/${name}`;
  return changed.href;
};
