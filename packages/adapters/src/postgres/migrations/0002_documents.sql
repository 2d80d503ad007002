-- Up Migration

create table documents (
  id uuid primary key,
  record_id uuid not null references records (id),
  uploaded_by uuid not null references users (id),
  state text not null
    check (state in ('uploading', 'processing', 'ready', 'blocked', 'refused', 'unscannable')),
  title text not null,
  file_name text not null,
  category text not null
    check (category in ('lab_result', 'imaging', 'discharge_letter', 'prescription', 'vaccination', 'referral',
                        'insurance', 'other')),
  document_date date,
  note text not null default '',
  -- What was announced while it is `uploading`, what was counted afterwards.
  size_in_bytes bigint not null check (size_in_bytes >= 0),
  sha256 text check (sha256 ~ '^[0-9a-f]{64}$'),
  is_copy boolean not null default false,
  storage_key text not null unique,
  page_count integer,
  has_active_content boolean not null default false,
  check_result text
    check (check_result in ('clean', 'not_scanned', 'infected', 'locked', 'damaged', 'mismatch', 'unscannable')),
  checked_at timestamptz,
  uploaded_at timestamptz not null,
  trashed_at timestamptz,
  purge_at timestamptz,
  revision integer not null default 1,
  -- Title and file name with case and accents folded by the application: what is sorted by and searched in.
  sort_title text collate "C" not null,
  search_words tsvector not null default ''::tsvector,
  check (state = 'uploading' or sha256 is not null),
  check ((trashed_at is null) = (purge_at is null))
);

-- One index for each list and each sort; `uploading` rows are intents and stand in none of them.
create index documents_active_by_upload on documents (record_id, uploaded_at desc, id desc)
  where trashed_at is null and state <> 'uploading';
create index documents_active_by_title on documents (record_id, sort_title, id)
  where trashed_at is null and state <> 'uploading';
create index documents_active_by_date
  on documents (record_id, (coalesce(document_date, '-infinity'::date)) desc, id desc)
  where trashed_at is null and state <> 'uploading';
create index documents_trashed_by_upload on documents (record_id, uploaded_at desc, id desc)
  where trashed_at is not null and state <> 'uploading';
create index documents_trashed_by_title on documents (record_id, sort_title, id)
  where trashed_at is not null and state <> 'uploading';
create index documents_trashed_by_date
  on documents (record_id, (coalesce(document_date, '-infinity'::date)) desc, id desc)
  where trashed_at is not null and state <> 'uploading';
create index documents_by_purge on documents (purge_at) where purge_at is not null;
create index documents_by_uploader on documents (uploaded_by);
create index documents_by_words on documents using gin (search_words);

-- The same bytes once in a record, unless the patient keeps both.
create unique index documents_once_by_bytes on documents (record_id, sha256)
  where trashed_at is null and not is_copy and state in ('processing', 'ready');

grant select, insert, update, delete on documents to portal_app;

-- Stored files that may have to go: those of uploads under way and of deleted documents. A file is noted in the
-- transaction that makes it unsure and struck when it is sure, so that no crash leaves bytes without a trace.
create table unfinished_files (
  storage_key text primary key,
  document_id uuid not null,
  deadline timestamptz not null
);
create index unfinished_files_by_deadline on unfinished_files (deadline);
grant select, insert, update, delete on unfinished_files to portal_app;

-- Which state of a record's documents a list shows. `version` grows with each change that can be seen, `nonce` tells
-- timelines apart after a failover, and the counts spare the counting. Kept by the trigger, so that no writer can
-- forget it. Its row also puts the writers of one record in order, which is what makes the quota exact.
create table document_list_versions (
  record_id uuid primary key references records (id) on delete cascade,
  version bigint not null,
  nonce uuid not null default gen_random_uuid(),
  active_count bigint not null default 0,
  trashed_count bigint not null default 0,
  size_in_bytes bigint not null default 0
);
grant select on document_list_versions to portal_app;

-- As the owner's, so that the application cannot write the table by itself. `search_path` is fixed for that reason.
create function bump_document_list_version() returns trigger
  language plpgsql security definer set search_path = pg_catalog, public
as $$
declare
  active bigint := 0;
  trashed bigint := 0;
  size bigint := 0;
  -- 1 where a list looks different now; an upload that begins or ends without a document changes the size alone.
  step bigint := 0;
  record uuid := coalesce(new.record_id, old.record_id);
begin
  if tg_op <> 'INSERT' then
    size := size - old.size_in_bytes;
    if old.state <> 'uploading' then
      step := 1;
      if old.trashed_at is null then active := active - 1; else trashed := trashed - 1; end if;
    end if;
  end if;
  if tg_op <> 'DELETE' then
    size := size + new.size_in_bytes;
    if new.state <> 'uploading' then
      step := 1;
      if new.trashed_at is null then active := active + 1; else trashed := trashed + 1; end if;
    end if;
  end if;
  insert into document_list_versions as v (record_id, version, active_count, trashed_count, size_in_bytes)
    values (record, step, active, trashed, size)
    on conflict (record_id) do update set
      version = v.version + step,
      nonce = case when step = 0 then v.nonce else gen_random_uuid() end,
      active_count = v.active_count + excluded.active_count,
      trashed_count = v.trashed_count + excluded.trashed_count,
      size_in_bytes = v.size_in_bytes + excluded.size_in_bytes;
  return null;
end $$;

create trigger documents_bump_version after insert or update or delete on documents
  for each row execute function bump_document_list_version();
