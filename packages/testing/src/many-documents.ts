import pg from 'pg';
import type { NewTestDatabase } from './postgres.ts';

export type ManyDocuments = { documents: number; records: number; ofTheLargestRecord: number };

/** What is in the documents of `fillDocuments`: words and ids to look for. */
export const manyDocuments = {
  /** Has as many documents as was asked for; each twentieth lies in the trash. */
  largestRecordId: '00000000-0000-7000-8000-000000000000',
  /** Has as many as most have. */
  usualRecordId: '00000000-0000-7000-8000-000000000001',
  /** In the title of every document there is. */
  commonWord: 'report',
  /** In the title of one document of the largest record. */
  rareWord: 'zebra',
  /** In the text of every document of those two records, on its last page; no document is called that. */
  textWord: 'ferritin',
  /** The category of one document in five hundred. */
  rareCategory: 'vaccination',
} as const;

const recordId = `('00000000-0000-7000-8000-' || lpad(to_hex(record), 12, '0'))::uuid`;
const documentId = `('00000001-0000-7000-8000-' || lpad(to_hex(n), 12, '0'))::uuid`;
const hasText = 'record < 2';
const pagesOfAText = 3;
const userId = '00000002-0000-7000-8000-000000000000';

/** Documents of one record lie far from one another, as they do when many people add theirs at the same time. */
const source = ({ documents, records, ofTheLargestRecord }: ManyDocuments): string => `
  select n, case
      when n % ${Math.floor(documents / ofTheLargestRecord)} = 0 then 0 else 1 + n % ${records - 1} end as record,
    case when n = 0 then '${manyDocuments.rareWord}' else substr(md5((n % 4999)::text), 1, 8) end as word
  from generate_series(0, ${documents - 1}) as n`;

/** Fills an empty database in one go: what is kept by triggers is computed, and every index is made at the end. */
export async function fillDocuments(database: NewTestDatabase, many: ManyDocuments): Promise<void> {
  const connect = async (): Promise<pg.Client> => {
    const client = new pg.Client({ connectionString: database.superuserUrl });
    await client.connect();
    await client.query(`set session_replication_role = replica; set maintenance_work_mem = '1GB'`);
    return client;
  };
  const [one, other] = [await connect(), await connect()];
  try {
    const definitions = await takeIndexes(one);
    for (const table of ['documents', 'document_searches']) {
      await one.query(`alter table ${table} set unlogged, set (autovacuum_enabled = off)`);
    }
    await one.query(`insert into users (id) values ('${userId}')`);
    await one.query(
      `insert into records (id) select ${recordId} from generate_series(0, ${many.records - 1}) as record`,
    );
    await Promise.all([one.query(documentsOf(many)), other.query(searchesOf(many))]);
    for (const definition of definitions) await one.query(definition);
    await one.query(textsOf(many));
    await one.query(`
      insert into document_list_versions (record_id, version, active_count, trashed_count)
      select record_id, count(*), count(*) filter (where trashed_at is null), count(*) filter (where trashed_at is not null)
      from documents group by record_id`);
    await one.query('vacuum (analyze) documents');
    await one.query('vacuum (analyze) document_searches');
    await one.query('vacuum (analyze) document_list_versions');
    await one.query('vacuum (analyze) document_texts');
  } finally {
    await Promise.all([one.end(), other.end()]);
  }
}

const documentsOf = (many: ManyDocuments): string => `
  insert into documents (id, record_id, uploaded_by, state, title, file_name, category, document_date, size_in_bytes,
    sha256, storage_key, uploaded_at, trashed_at, purge_at, sort_title)
  select ${documentId}, ${recordId}, '${userId}', 'ready', 'Report ' || word || ' visit', 'scan-' || n || '.pdf',
    case when n / 1000 % 500 = 0 then '${manyDocuments.rareCategory}'
      else (array['lab_result', 'imaging', 'referral', 'other'])[1 + n / 1000 % 4] end,
    date '2026-01-01' - n % 3000, 100000, lpad(n::text, 64, '0'), 'documents/' || n,
    timestamptz '2026-01-01' + n * interval '1 second',
    case when n / 1000 % 20 = 3 then timestamptz '2026-06-01' end,
    case when n / 1000 % 20 = 3 then timestamptz '2026-07-01' end, 'report ' || word || ' visit'
  from (${source(many)}) as made`;

const searchesOf = (many: ManyDocuments): string => `
  insert into document_searches (document_id, record_id, indexed_at, name_words, text_words)
  select ${documentId}, ${recordId}, timestamptz '2026-06-01', replace(
    '''<report'':1A ''<visit'':1A ''<' || word || ''':1A ''<scan'':1B ''<' || n || ''':1B ''<pdf'':1B',
    '<', lpad(to_hex(record), 12, '0'))::tsvector,
    case when ${hasText} then replace('''<page'' ''<${manyDocuments.textWord}''', '<', lpad(to_hex(record), 12, '0'))
      else '' end::tsvector
  from (${source(many)}) as made`;

const textsOf = (many: ManyDocuments): string => `
  insert into document_texts (document_id, record_id, page, source, text, words)
  select ${documentId}, ${recordId}, page, 'text',
    case when page = ${pagesOfAText} then 'Page with ${manyDocuments.textWord}' else 'Page' end,
    case when page = ${pagesOfAText} then '''page'':1 ''with'':2 ''${manyDocuments.textWord}'':3' else '''page'':1' end::tsvector
  from (${source(many)}) as made, generate_series(1, ${pagesOfAText}) as page
  where ${hasText}`;

/** Drops every index and check of the two tables, and answers the statements that make them again, as migrations did. */
async function takeIndexes(client: pg.Client): Promise<string[]> {
  const tables = `('documents'::regclass, 'document_searches'::regclass)`;
  const { rows: constraints } = await client.query<{ drop: string; make: string | null }>(`
    select format('alter table %s drop constraint %I', conrelid::regclass, conname) as drop,
      case when contype in ('p', 'u') then
        format('alter table %s add constraint %I %s', conrelid::regclass, conname, pg_get_constraintdef(oid)) end as make
    from pg_constraint
    where (contype = 'f' and confrelid in ${tables}) or (contype in ('p', 'u', 'c') and conrelid in ${tables})
    order by contype <> 'f'`);
  for (const { drop } of constraints) await client.query(drop);
  const { rows: indexes } = await client.query<{ name: string; make: string }>(
    `select indexrelid::regclass as name, pg_get_indexdef(indexrelid) as make from pg_index where indrelid in ${tables}`,
  );
  for (const { name } of indexes) await client.query(`drop index ${name}`);
  // A table that is logged cannot point at one that is not, and checks take their time: both stay away.
  return [...constraints, ...indexes].flatMap(({ make }) => make ?? []);
}
