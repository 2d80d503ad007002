-- Up Migration

-- Jobs that a transaction asked for, until a worker has handed them to the queue. `id` is the job's id there too, so
-- that one that is handed over twice can be known.
create table job_outbox (
  id uuid primary key,
  kind text not null,
  record_id uuid,
  document_id uuid,
  not_before timestamptz not null default now(),
  created_at timestamptz not null default now()
);
create index job_outbox_by_time on job_outbox (not_before, id);
grant select, insert, update, delete on job_outbox to portal_app;

-- Whatever comes into state `processing` is checked, whichever statement brought it there: nobody can forget to ask.
create function ask_for_check() returns trigger language plpgsql as $$
begin
  if tg_op = 'INSERT' or old.state <> 'processing' then
    insert into job_outbox (id, kind, record_id, document_id)
      values (gen_random_uuid(), 'check_document', new.record_id, new.id);
  end if;
  return null;
end $$;

create trigger documents_ask_for_check after insert or update of state on documents
  for each row when (new.state = 'processing') execute function ask_for_check();

-- What the release before was about to check.
insert into job_outbox (id, kind, record_id, document_id)
  select gen_random_uuid(), 'check_document', record_id, id from documents where state = 'processing';

-- When each job that comes again and again is asked for next. Whoever moves the time asks for it, in the same
-- transaction: once for all workers together.
create table job_schedules (
  kind text primary key,
  due_at timestamptz not null
);
grant select, insert, update, delete on job_schedules to portal_app;

-- The few that are checked at any time: those that stand there for too long are looked for.
create index documents_processing on documents (id) where state = 'processing';
create index job_outbox_by_document on job_outbox (document_id);
