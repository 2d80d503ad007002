import type { Person } from '@portal/core/identity/people.port';
import { newId } from '@portal/core/new-id';
import { isProblem } from '@portal/core/problem';
import { secret } from '@portal/core/secret';
import { askDatabase } from '@portal/testing/ask-database';
import { findFreePort } from '@portal/testing/ports';
import { createTestDatabase } from '@portal/testing/postgres';
import type { TestDatabase } from '@portal/testing/postgres';
import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import { accountsSuite } from '../port-suites/accounts.suite.ts';
import { activitySuite } from '../port-suites/activity.suite.ts';
import { devicesSuite } from '../port-suites/devices.suite.ts';
import { passkeysSuite } from '../port-suites/passkeys.suite.ts';
import { peopleSuite } from '../port-suites/people.suite.ts';
import { sessionsSuite } from '../port-suites/sessions.suite.ts';
import { createAccounts } from './accounts.postgres.ts';
import { createActivity } from './activity.postgres.ts';
import { createDevices } from './devices.postgres.ts';
import { createPasskeys } from './passkeys.postgres.ts';
import { createPeople } from './people.postgres.ts';
import { createPostgres } from './pool.ts';
import type { Postgres } from './pool.ts';
import { createSessions } from './sessions.postgres.ts';
import { createUnitOfWork } from './unit-of-work.postgres.ts';

let database: TestDatabase;
let postgres: Postgres;
let person: Person;
let another: Person;
const errors: Error[] = [];

beforeAll(async () => {
  database = await createTestDatabase();
  postgres = createPostgres({ url: secret(database.applicationUrl), onError: (error) => errors.push(error) });
  const contact = { channel: 'email', address: 'dana@example.org' } as const;
  const ids = { userId: newId(), contactId: newId(), recordId: newId() };
  ({ person } = await createPeople(postgres).create({ ...ids, contact }));
  const othersIds = { userId: newId(), contactId: newId(), recordId: newId() };
  const othersContact = { channel: 'email', address: 'robin@example.org' } as const;
  ({ person: another } = await createPeople(postgres).create({ ...othersIds, contact: othersContact }));
});
afterAll(async () => {
  await postgres.close();
  await database.drop();
});

accountsSuite('Postgres', () => ({ accounts: createAccounts(postgres), people: createPeople(postgres) }));
peopleSuite('Postgres', () => ({ people: createPeople(postgres) }));
sessionsSuite('Postgres', () => ({ sessions: createSessions(postgres), person }));
devicesSuite('Postgres', () => ({
  devices: createDevices(postgres),
  sessions: createSessions(postgres),
  person,
  another,
}));
passkeysSuite('Postgres', () => ({
  passkeys: createPasskeys(postgres),
  people: createPeople(postgres),
  work: createUnitOfWork(postgres, createPasskeys),
}));
activitySuite('Postgres', () => ({
  work: createUnitOfWork(postgres, (client) => ({ activity: createActivity(client) })),
  countOf: async (documentId) => {
    const text = 'select count(*)::int as count from activity where document_id = $1';
    return Number((await askDatabase(database, text, [documentId]))[0]?.['count']);
  },
}));

describe('the activity table', () => {
  it.each(['update activity set action = $1', 'delete from activity where action = $1', 'truncate activity'])(
    'cannot be changed by the application: %s',
    async (text) => {
      const values = text.includes('$1') ? ['document_viewed'] : [];
      await expect(postgres.query(text, values)).rejects.toThrow('permission denied');
    },
  );
});

describe('what runs with the rights of the owner', () => {
  it('takes no table of the application for ours, so that the activity record stays what it is', async () => {
    const recordId = newId();
    const documentId = newId();
    await createUnitOfWork(
      postgres,
      createActivity,
    )((activity) =>
      activity.record({
        action: 'document_uploaded',
        outcome: 'done',
        actor: { type: 'patient', userId: person.userId, sessionId: null },
        recordId: person.recordId,
        documentId,
        origin: null,
      }),
    );
    await postgres.transaction(async (client) => {
      await client.query('create temporary table document_list_versions (like public.document_list_versions)');
      await client.query('alter table pg_temp.document_list_versions add primary key (record_id)');
      await client.query(`create function pg_temp.rewrite() returns trigger language plpgsql as
        $$ begin update public.activity set user_agent = 'rewritten'; return new; end $$`);
      await client.query(`create trigger rewrite before insert on pg_temp.document_list_versions
        for each row execute function pg_temp.rewrite()`);
      await client.query('grant all on pg_temp.document_list_versions to public');
      await client.query('insert into records (id) values ($1)', [recordId]);
      await client.query(
        `insert into documents (id, record_id, uploaded_by, state, title, file_name, category, size_in_bytes,
           storage_key, uploaded_at, sort_title)
         values ($1, $2, $3, 'uploading', '', '', 'other', 1, $4, now(), '')`,
        [documentId, recordId, person.userId, `documents/${documentId}`],
      );
    });
    const [row] = await askDatabase(database, 'select user_agent from activity where document_id = $1', [documentId]);
    expect(row?.['user_agent']).toBeNull();
    const counted = 'select size_in_bytes::int as size from document_list_versions where record_id = $1';
    expect(await askDatabase(database, counted, [recordId])).toEqual([{ size: 1 }]);
  });

  it('cannot be hung on a table of the application', async () => {
    const hung = postgres.transaction(async (client) => {
      await client.query('create temporary table mine (record_id uuid, state text, size_in_bytes bigint)');
      await client.query(`create trigger count after insert on mine
        for each row execute function public.bump_document_list_version()`);
    });
    await expect(hung).rejects.toThrow('permission denied');
  });
});

describe('a transaction', () => {
  it('that was broken by a statement whose error was swallowed is no success', async () => {
    const broken = postgres.transaction(async (client) => {
      await client.query('select 1 / 0').catch(() => undefined);
      return 'fine';
    });
    await expect(broken).rejects.toThrow('rolled back');
  });
});

describe('a database that goes away', () => {
  it('is a "not now" for whoever asks meanwhile, and is there again by itself', async () => {
    const cut = `select pg_terminate_backend(pid) from pg_stat_activity
      where datname = current_database() and usename = current_user and pid <> pg_backend_pid()`;
    const during = postgres.transaction(async (client) => {
      await client.query('select 1');
      await askDatabase({ ownerUrl: database.applicationUrl }, cut);
      await client.query('select 1');
    });
    const refusal: unknown = await during.catch((error: unknown) => error);
    expect(isProblem(refusal, 'service_unavailable')).toBe(true);
    expect(errors.length).toBeGreaterThan(0);
    // Connections that lay idle were cut too; each is replaced as soon as its end is noticed.
    await expect
      .poll(async () => (await postgres.query<{ one: number }>('select 1 as one')).rows)
      .toEqual([{ one: 1 }]);
  });

  it('is a "not now" with a time to come back, where nothing listens', async () => {
    const url = secret(`postgres://nobody:x@127.0.0.1:${await findFreePort()}/nothing`);
    const nowhere = createPostgres({ url, onError: (error) => errors.push(error) });
    const refusal: unknown = await nowhere.query('select 1').catch((error: unknown) => error);
    expect(isProblem(refusal, 'service_unavailable') && refusal.retryAfterSeconds).toBe(5);
    await nowhere.close();
  });
});
