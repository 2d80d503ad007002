-- Up Migration

-- What runs with the owner's rights must not meet anything of the application's making. Temporary tables are looked at
-- before all others unless `pg_temp` is named, last: one called like ours, with a trigger of its own, would run as the
-- owner and could rewrite the activity record.
alter function bump_document_list_version() set search_path = pg_catalog, public, pg_temp;
alter function ensure_activity_partitions(integer) set search_path = pg_catalog, public, pg_temp;

-- A trigger needs nobody's right to fire. With it one could hang this one on a table of one's own and count anything.
revoke all on function bump_document_list_version() from public;
