import { hashSessionToken, newSessionToken } from '@portal/core/identity/session-token';
import pg from 'pg';
import { withoutIndexes } from './without-indexes.ts';

export type Patients = {
  /** Tells these patients from others in the same database. */
  name: string;
  count: number;
  documentsEach: number;
  /** How many of them have a session, spread evenly. */
  signedIn: number;
  /** Whether their documents can be found by words, which takes its time. */
  searched: boolean;
  /** Of which bytes their documents are, in turn: the first document of everybody is of the first bytes. Else made up. */
  files?: readonly { sizeInBytes: number; sha256: string }[];
};

const dayMs = 24 * 60 * 60 * 1000;

/** The same id for the same patient in every statement, in the form of a UUID. */
const idOf = `
  create or replace function pg_temp.id_of(kind text, name text, n int) returns uuid language sql immutable as
  $$ select overlay(overlay(md5(kind || ' ' || name || ' ' || n) placing '4' from 13) placing '8' from 17)::uuid $$`;

const people = [
  `insert into users (id, name, language) select pg_temp.id_of('user', $1, n), 'Patient ' || n, 'en'
   from generate_series(1, $2::int) n`,
  `insert into user_contacts (id, user_id, channel, address, verified_at)
   select pg_temp.id_of('contact', $1, n), pg_temp.id_of('user', $1, n), 'email', $1 || '-' || n || '@example.org', now()
   from generate_series(1, $2::int) n`,
  `insert into records (id) select pg_temp.id_of('record', $1, n) from generate_series(1, $2::int) n`,
  `insert into record_access (user_id, record_id, role)
   select pg_temp.id_of('user', $1, n), pg_temp.id_of('record', $1, n), 'owner' from generate_series(1, $2::int) n`,
];

/** An hour apart, so that each of the three orders of a list is another one. What is computed once stays so: `offset 0`. */
const documents = `
  insert into documents (id, record_id, uploaded_by, state, title, file_name, category, document_date, size_in_bytes,
    sha256, storage_key, page_count, check_result, uploaded_at, sort_title, search_words)
  select id, record_id, user_id, 'ready', title, file_name,
    (array['lab_result', 'imaging', 'discharge_letter', 'prescription', 'vaccination'])[1 + m % 5],
    date '2026-01-01' - m % 3000, coalesce(($4::bigint[])[m], 200000 + m),
    coalesce(($5::text[])[m], encode(sha256(id::text::bytea), 'hex')),
    'documents/' || record_id || '/' || id || '/' || replace(id::text, '-', ''), 1 + m % 9, 'not_scanned',
    now() - (24 + m) * interval '1 hour', lower(title), words
  from (
    select n, pg_temp.id_of('record', $1, n) as record_id, pg_temp.id_of('user', $1, n) as user_id
    from generate_series(1, $2::int) n offset 0
  ) as patients
  cross join (
    select m, title, 'scan ' || m || '.pdf' as file_name,
      array_to_tsvector(regexp_split_to_array(lower(title), '[^a-z0-9]+') || array['scan', m::text, 'pdf']) as words
    from generate_series(1, $3::int) m
    cross join lateral (
      select (array['Blood test', 'X-ray of the chest', 'Letter from the hospital', 'Prescription',
        'Vaccination record'])[1 + m % 5] || ' ' || m as title
    ) as said offset 0
  ) as papers
  cross join lateral (select pg_temp.id_of('document-' || m, $1, n) as id offset 0) as given`;

const versions = `
  insert into document_list_versions (record_id, version, active_count, size_in_bytes)
  select record_id, count(*), count(*), sum(size_in_bytes) from documents
  where record_id in (select pg_temp.id_of('record', $1, n) from generate_series(1, $2::int) n) group by record_id`;

const searches = `
  insert into document_searches (document_id, record_id, name_words)
  select id, record_id, words_of_record(record_id, search_words, sort_title) from documents
  where record_id in (select pg_temp.id_of('record', $1, n) from generate_series(1, $2::int) n)`;

const sessions = `
  insert into sessions (id, user_id, token_hash, user_agent, created_at, last_used_at, confirmed_at, expires_at)
  select gen_random_uuid(), pg_temp.id_of('user', $1, n), token_hash, 'benchmark', $4, $4, $4, $5
  from unnest($2::int[], $3::text[]) as given (n, token_hash)`;

const recordsOf = `
  select pg_temp.id_of('record', $1, n) as record_id from unnest($2::int[]) with ordinality as given (n, at) order by at`;

export type SignedIn = { recordId: string; headers: Record<string, string> };

/**
 * Patients who have been here for a while: their documents as rows (without bytes), one session for each who is signed
 * in. Answers these, in the order of the patients. With the owner's role.
 */
export async function seedPatients({ ownerUrl }: { ownerUrl: string }, patients: Patients): Promise<SignedIn[]> {
  const { name, count, documentsEach, signedIn, searched, files = [] } = patients;
  const tokens = Array.from({ length: signedIn }, newSessionToken);
  const numbers = tokens.map((_token, at) => 1 + Math.floor((at * count) / signedIn));
  const now = new Date();
  const client = new pg.Client({ connectionString: ownerUrl });
  await client.connect();
  try {
    await client.query('begin');
    await client.query(idOf);
    for (const statement of people) await client.query(statement, [name, count]);
    const bytes = [files.map(({ sizeInBytes }) => sizeInBytes), files.map(({ sha256 }) => sha256)];
    await withoutIndexes(client, () => client.query(documents, [name, count, documentsEach, ...bytes]));
    await client.query(versions, [name, count]);
    if (searched) await client.query(searches, [name, count]);
    const until = new Date(now.getTime() + dayMs / 2);
    await client.query(sessions, [name, numbers, tokens.map(hashSessionToken), now, until]);
    const { rows } = await client.query<{ record_id: string }>(recordsOf, [name, numbers]);
    await client.query('commit');
    await client.query('vacuum analyze');
    return tokens.map((token, at) => ({
      recordId: rows[at]?.record_id ?? '',
      headers: { Cookie: `portal_session=${token}` },
    }));
  } finally {
    await client.end();
  }
}
