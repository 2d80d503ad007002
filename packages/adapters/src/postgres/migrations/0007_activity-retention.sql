-- Up Migration

-- As before, and where lines of a month stand in `activity_other` already they move to the month's own partition:
-- Postgres makes none beside lines that belong into it.
create or replace function ensure_activity_partitions(months_ahead integer default 3) returns void
  language plpgsql security definer set search_path = pg_catalog, public, pg_temp set lock_timeout = '2s'
as $$
declare
  month date := date_trunc('month', now() at time zone 'utc')::date;
  name text;
  begins timestamptz;
  ends timestamptz;
begin
  -- Instances come one after the other.
  perform pg_advisory_xact_lock(hashtextextended('activity partitions', 0));
  for i in 0..least(greatest(months_ahead, 0), 24) loop
    name := 'activity_' || to_char(month + make_interval(months => i), 'YYYY_MM');
    if to_regclass('public.' || name) is null then
      begins := (month + make_interval(months => i)) at time zone 'utc';
      ends := (month + make_interval(months => i + 1)) at time zone 'utc';
      lock table public.activity_other in access exclusive mode;
      execute format('create table public.%I (like public.activity including defaults including constraints)', name);
      execute format(
        'with moved as (delete from public.activity_other where at >= %L and at < %L returning *)
         insert into public.%I select * from moved',
        begins, ends, name
      );
      execute format(
        'alter table public.activity attach partition public.%I for values from (%L) to (%L)', name, begins, ends
      );
    end if;
  end loop;
end $$;

-- Drops the months that ended more than 72 months ago, and what is as old and had no month of its own. Answers how
-- many months went. The owner's: the application can let go of what is too old and of nothing else.
create function drop_old_activity_partitions() returns integer
  language plpgsql security definer set search_path = pg_catalog, public, pg_temp set lock_timeout = '2s'
as $$
declare
  -- The first month that is kept: all of what is 72 months old stands in it or after it.
  kept date := date_trunc('month', (now() - interval '72 months') at time zone 'utc')::date;
  name text;
  dropped integer := 0;
begin
  perform pg_advisory_xact_lock(hashtextextended('activity partitions', 0));
  for name in
    select c.relname from pg_catalog.pg_inherits i join pg_catalog.pg_class c on c.oid = i.inhrelid
    where i.inhparent = 'public.activity'::regclass and c.relname ~ '^activity_\d{4}_\d{2}$'
      and to_date(right(c.relname, 7), 'YYYY_MM') < kept
  loop
    execute format('drop table public.%I', name);
    dropped := dropped + 1;
  end loop;
  delete from public.activity_other where at < kept::timestamp at time zone 'utc';
  return dropped;
end $$;

revoke all on function drop_old_activity_partitions() from public;
grant execute on function drop_old_activity_partitions() to portal_app;
