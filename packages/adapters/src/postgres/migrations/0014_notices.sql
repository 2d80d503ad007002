-- Up Migration

-- One message about what came together for a person. Whoever sends it holds it until a time: one who dies is followed
-- by another. `outcome` is there when it is closed.
create table notice_batches (
  id uuid primary key,
  record_id uuid not null references records (id) on delete cascade,
  user_id uuid not null references users (id) on delete cascade,
  created_at timestamptz not null,
  held_until timestamptz not null,
  attempts integer not null default 0,
  closed_at timestamptz,
  outcome text check (outcome in ('sent', 'nothing_to_say', 'given_up')),
  check ((closed_at is null) = (outcome is null))
);
create index notice_batches_open on notice_batches (record_id) where closed_at is null;
create index notice_batches_by_user on notice_batches (user_id, id);
create index notice_batches_closed on notice_batches (closed_at) where closed_at is not null;
grant select, insert, update, delete on notice_batches to portal_app;

-- What a person is told of, by ids alone: what it was called is nowhere in here, and a document that is deleted leaves
-- nothing but its id. The same cause is told once, however often its job is done.
create table notices (
  id uuid primary key,
  record_id uuid not null references records (id) on delete cascade,
  user_id uuid not null references users (id) on delete cascade,
  kind text not null,
  document_id uuid,
  session_id uuid,
  cause text not null,
  created_at timestamptz not null,
  batch_id uuid references notice_batches (id) on delete cascade,
  unique (user_id, cause)
);
create index notices_waiting on notices (record_id) where batch_id is null;
create index notices_by_batch on notices (batch_id) where batch_id is not null;
create index notices_by_document on notices (document_id) where document_id is not null;
grant select, insert, update, delete on notices to portal_app;

-- Which addresses have got which message already.
create table notice_messages (
  batch_id uuid not null references notice_batches (id) on delete cascade,
  contact_id uuid not null,
  channel text not null check (channel in ('email', 'sms')),
  sent_at timestamptz not null,
  primary key (batch_id, contact_id)
);
create index notice_messages_texts on notice_messages (sent_at) where channel = 'sms';
grant select, insert, update, delete on notice_messages to portal_app;

-- What a patient chose to be told of, or not to be; what is not here is as the portal does it by itself.
create table notice_choices (
  user_id uuid not null references users (id) on delete cascade,
  kind text not null,
  channel text not null check (channel in ('email', 'sms')),
  is_on boolean not null,
  primary key (user_id, kind, channel)
);
grant select, insert, update, delete on notice_choices to portal_app;

-- The browsers that a person has signed in with: the hash of a cookie that signs nobody in.
create table known_devices (
  user_id uuid not null references users (id) on delete cascade,
  device_hash text not null,
  first_used_at timestamptz not null,
  last_used_at timestamptz not null,
  primary key (user_id, device_hash)
);
create index known_devices_by_use on known_devices (last_used_at);
grant select, insert, update, delete on known_devices to portal_app;

-- A session that is ended from elsewhere makes its browser an unknown one again.
alter table sessions add column device_hash text;

-- The language of the page that they signed in with last, for who never chose one.
alter table users add column page_language text;
