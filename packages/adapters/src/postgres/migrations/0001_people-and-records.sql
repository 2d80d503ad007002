-- Up Migration

-- The application's role: what it may do stands beside each table, and nothing else is granted anywhere. Where an
-- operator made it before (with LOGIN and a password), it is taken as it is.
do $$
begin
  if not exists (select from pg_roles where rolname = 'portal_app') then
    create role portal_app nologin;
  end if;
end $$;

grant usage on schema public to portal_app;

create table users (
  id uuid primary key,
  name text,
  language text,
  created_at timestamptz not null default now()
);
grant select, insert, update on users to portal_app;

-- Addresses are normalised before they come here: lower-case e-mail, E.164 numbers.
create table user_contacts (
  id uuid primary key,
  user_id uuid not null references users (id) on delete cascade,
  channel text not null check (channel in ('email', 'sms')),
  address text not null,
  verified_at timestamptz not null,
  created_at timestamptz not null default now(),
  unique (channel, address)
);
create index user_contacts_by_user on user_contacts (user_id);
grant select, insert, update, delete on user_contacts to portal_app;

-- A person's health record. Documents belong to a record, and users reach records: one each at first, families later.
create table records (
  id uuid primary key,
  created_at timestamptz not null default now()
);
grant select, insert on records to portal_app;

create table record_access (
  user_id uuid not null references users (id) on delete cascade,
  record_id uuid not null references records (id) on delete cascade,
  role text not null check (role in ('owner')),
  created_at timestamptz not null default now(),
  primary key (user_id, record_id)
);
create index record_access_by_record on record_access (record_id);
grant select, insert, delete on record_access to portal_app;

-- The durable copy of a session; the token itself is known to the browser alone.
create table sessions (
  id uuid primary key,
  user_id uuid not null references users (id) on delete cascade,
  contact_id uuid not null references user_contacts (id) on delete cascade,
  token_hash text not null unique,
  user_agent text not null,
  created_at timestamptz not null,
  last_used_at timestamptz not null,
  expires_at timestamptz not null,
  ended_at timestamptz
);
create index sessions_by_user on sessions (user_id) where ended_at is null;
create index sessions_by_contact on sessions (contact_id);
create index sessions_by_end on sessions (expires_at);
grant select, insert, update, delete on sessions to portal_app;
