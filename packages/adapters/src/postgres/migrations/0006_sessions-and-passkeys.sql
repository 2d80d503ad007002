-- Up Migration

-- When whoever holds the session last proved who they are: at the sign-in, or since.
alter table sessions add column confirmed_at timestamptz;
update sessions set confirmed_at = created_at;
alter table sessions alter column confirmed_at set not null;

-- A session that a passkey opened was signed in through no address, and one whose address is removed goes on without.
alter table sessions alter column contact_id drop not null;
alter table sessions drop constraint sessions_contact_id_fkey;
alter table sessions add constraint sessions_contact_id_fkey
  foreign key (contact_id) references user_contacts (id) on delete set null;
create index sessions_by_ended on sessions (ended_at) where ended_at is not null;

-- Public keys: nothing in here signs anybody in.
create table passkeys (
  id uuid primary key,
  user_id uuid not null references users (id) on delete cascade,
  -- base64url, as the browser names it
  credential_id text not null unique,
  public_key bytea not null,
  counter bigint not null check (counter >= 0),
  transports text[] not null,
  name text not null,
  created_at timestamptz not null,
  last_used_at timestamptz
);
create index passkeys_by_user on passkeys (user_id, created_at);
grant select, insert, update, delete on passkeys to portal_app;
