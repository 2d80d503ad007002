import { askDatabase } from '@portal/testing/ask-database';
import { createTestDatabase } from '@portal/testing/postgres';
import type { TestDatabase } from '@portal/testing/postgres';
import { afterAll, beforeAll, describe, expect, it } from 'vitest';

let database: TestDatabase;
beforeAll(async () => {
  database = await createTestDatabase();
});
afterAll(() => database.drop());

/** One column of an answer, in the order of its values. */
const column = async (text: string): Promise<unknown[]> =>
  (await askDatabase(database, `${text} order by 1`)).flatMap((row) => Object.values(row));

describe('the role that the application runs with', () => {
  it('row 34: may do to rows what its grants say, and to no table anything', async () => {
    const granted = `select distinct privilege_type from information_schema.role_table_grants
      where grantee in ('portal_app', 'PUBLIC') and table_schema = 'public'
      union select case when has_table_privilege('portal_app', c.oid, 'maintain') then 'MAINTAIN' end
      from pg_class c join pg_namespace n on n.oid = c.relnamespace and n.nspname = 'public' where c.relkind in ('r', 'p')`;
    const rights = (await column(granted)).filter((right) => right !== null);
    expect(rights).toEqual(['DELETE', 'INSERT', 'SELECT', 'UPDATE']);
    const onActivity = `select c.relname || ' ' || p from pg_class c,
      unnest(array['insert', 'select', 'update', 'delete', 'truncate', 'references', 'trigger', 'maintain']) p
      where c.relname like 'activity%' and c.relkind in ('r', 'p') and has_table_privilege('portal_app', c.oid, p)`;
    expect(await column(onActivity)).toEqual(['activity insert', 'activity select']);
  });

  // Fails when all tables of the queue are granted: its library keeps statements in `bam` that the owner runs at the next
  // release, and takes the names of tables from `queue`.
  it('writes nothing into the tables of the queue that its owner would run', async () => {
    const written = `select c.relname || ' ' || p from pg_class c join pg_namespace n on n.oid = c.relnamespace,
      unnest(array['insert', 'update', 'truncate', 'trigger']) p
      where n.nspname = 'jobs' and c.relkind in ('r', 'p') and has_table_privilege('portal_app', c.oid, p)`;
    const jobs = ['instance', 'job', 'job_common', 'job_dependency'];
    const expected = [...jobs.flatMap((table) => [`${table} insert`, `${table} update`]), 'queue_stats insert'];
    expect(await column(written)).toEqual([...expected, 'warning insert']);
    const names = `select attname from pg_attribute where attrelid = 'jobs.queue'::regclass
      and attname in ('name', 'policy', 'partition', 'table_name', 'dead_letter')
      and has_column_privilege('portal_app', attrelid, attnum, 'update')`;
    expect(await column(names)).toEqual([]);
    expect(await column(`select has_schema_privilege('portal_app', 'jobs', 'create')`)).toEqual([false]);
  });

  it('row 34: owns nothing, makes nothing, and is nobody else', async () => {
    const owned = `select relname from pg_class where relowner = 'portal_app'::regrole
      union all select proname from pg_proc where proowner = 'portal_app'::regrole
      union all select nspname from pg_namespace where nspowner = 'portal_app'::regrole`;
    expect(await column(owned)).toEqual([]);
    expect(await column(`select has_schema_privilege('portal_app', 'public', 'create')`)).toEqual([false]);
    const might = `select rolsuper or rolcreaterole or rolcreatedb or rolreplication or rolbypassrls from pg_roles
      where rolname = 'portal_app'`;
    expect(await column(might)).toEqual([false]);
    const memberships = `select roleid::regrole::text from pg_auth_members where member = 'portal_app'::regrole`;
    expect(await column(memberships)).toEqual([]);
  });

  it('row 34: meets what runs with the owner’s rights only where nothing of its own making is looked at first', async () => {
    const ofTheOwner = `select proname, array_to_string(proconfig, ' ') as settings from pg_proc
      where prosecdef and pronamespace = 'public'::regnamespace`;
    const functions = await askDatabase(database, ofTheOwner);
    expect(functions.length).toBeGreaterThan(2);
    for (const { proname, settings } of functions) {
      expect(settings, String(proname)).toMatch(/search_path=pg_catalog, public, pg_temp(?: |$)/);
    }
  });
});
