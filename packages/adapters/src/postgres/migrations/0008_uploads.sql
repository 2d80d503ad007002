-- Up Migration

-- Large files that come in parts. The document of the same id is reserved in `documents`; this row outlives it where
-- the record had the bytes already, so that saying `complete` twice gives one answer.
create table uploads (
  id uuid primary key,
  record_id uuid not null references records (id),
  uploaded_by uuid not null references users (id),
  storage_key text not null unique,
  multipart_id text not null,
  file_name text not null,
  size_in_bytes bigint not null check (size_in_bytes > 0),
  part_size_in_bytes integer not null check (part_size_in_bytes > 0),
  sha256 text not null check (sha256 ~ '^[0-9a-f]{64}$'),
  title text,
  category text,
  document_date date,
  keep_both boolean not null,
  created_at timestamptz not null,
  expires_at timestamptz not null,
  -- What became of it.
  document_id uuid,
  is_duplicate boolean not null default false
);
-- Two pages that send the same file go on with one upload.
create unique index uploads_once_by_bytes on uploads (record_id, sha256, size_in_bytes)
  where document_id is null and not keep_both;
create index uploads_by_expiry on uploads (expires_at);
create index uploads_by_uploader on uploads (uploaded_by);
grant select, insert, update, delete on uploads to portal_app;

-- Whether a record has some bytes is asked of the trash and of copies too.
create index documents_by_bytes on documents (record_id, sha256) where state in ('processing', 'ready');

create table upload_parts (
  upload_id uuid not null references uploads (id) on delete cascade,
  number integer not null check (number > 0),
  sha256 text not null check (sha256 ~ '^[0-9a-f]{64}$'),
  primary key (upload_id, number)
);
grant select, insert, update, delete on upload_parts to portal_app;

-- What a request with an `Idempotency-Key` made, so that the same request again makes nothing new.
create table idempotency_keys (
  record_id uuid not null references records (id),
  key text not null check (length(key) between 1 and 255),
  -- What tells another request under the same key: its method, path and announced length, hashed.
  fingerprint text not null,
  document_id uuid not null,
  is_duplicate boolean not null,
  created_at timestamptz not null,
  primary key (record_id, key)
);
create index idempotency_keys_by_age on idempotency_keys (created_at);
grant select, insert, update, delete on idempotency_keys to portal_app;

-- Documents whose bytes came past the portal: read once as a whole and compared with what was declared before anybody
-- may open them. Claimed for a while by whoever reads, so that a process that died is followed by another.
create table unverified_files (
  document_id uuid primary key references documents (id) on delete cascade,
  record_id uuid not null,
  due_at timestamptz not null
);
create index unverified_files_by_due on unverified_files (due_at);
grant select, insert, update, delete on unverified_files to portal_app;
