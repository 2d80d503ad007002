-- Up Migration

-- Jobs that a transaction asked for, until a worker has handed them to the queue. `id` is the job's id there too, so
-- that one that is handed over twice can be known.
create table job_outbox (
  id uuid primary key,
  kind text not null,
  record_id uuid,
  document_id uuid,
  not_before timestamptz not null,
  created_at timestamptz not null default now()
);
create index job_outbox_by_time on job_outbox (not_before, id);
grant select, insert, update, delete on job_outbox to portal_app;
