-- Up Migration

-- Who did what, when, from where, with which outcome. Ids only: never a title, a name or an address. Append only:
-- the application may insert and select. Partitioned by month, so that what is too old leaves as a whole.
create table activity (
  id uuid not null,
  at timestamptz not null,
  action text not null,
  outcome text not null check (outcome in ('done', 'refused')),
  actor_type text not null check (actor_type in ('patient', 'share', 'token', 'system')),
  actor_user_id uuid,
  session_id uuid,
  record_id uuid,
  document_id uuid,
  request_id text,
  ip_address text,
  user_agent text,
  primary key (id, at)
) partition by range (at);

create index activity_by_record on activity (record_id, at desc, id desc);
create index activity_by_document on activity (document_id, at desc) where document_id is not null;
create index activity_by_session on activity (session_id, at desc) where session_id is not null;

grant select, insert on activity to portal_app;

-- Catches what has no month of its own, where nobody has called `ensure_activity_partitions` for a year.
create table activity_other partition of activity default;

-- Makes the partitions of this month and the next `months_ahead` ones. The owner's, so that the application can keep
-- them coming without owning the table.
create function ensure_activity_partitions(months_ahead integer default 3) returns void
  language plpgsql security definer set search_path = pg_catalog, public
as $$
declare
  month date := date_trunc('month', now() at time zone 'utc')::date;
  name text;
begin
  for i in 0..least(greatest(months_ahead, 0), 24) loop
    name := 'activity_' || to_char(month + make_interval(months => i), 'YYYY_MM');
    if to_regclass('public.' || name) is null then
      execute format(
        'create table public.%I partition of public.activity for values from (%L) to (%L)',
        name,
        to_char(month + make_interval(months => i), 'YYYY-MM-DD') || ' 00:00:00+00',
        to_char(month + make_interval(months => i + 1), 'YYYY-MM-DD') || ' 00:00:00+00'
      );
    end if;
  end loop;
end $$;

revoke all on function ensure_activity_partitions(integer) from public;
grant execute on function ensure_activity_partitions(integer) to portal_app;

select ensure_activity_partitions(12);
