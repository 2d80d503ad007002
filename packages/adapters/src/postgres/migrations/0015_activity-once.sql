-- Up Migration

-- Notes what happened unless the same was noted within the time that is named: lock, look and note as one statement.
-- Whoever notes the same at the same moment waits at the lock and then sees it: each command of a function that is
-- volatile sees what was committed before it. With the caller's rights.
create function record_activity_once(
  its_id uuid, its_action text, its_outcome text, its_actor_type text, its_actor_user_id uuid, its_session_id uuid,
  its_record_id uuid, its_document_id uuid, its_request_id text, its_ip_address text, its_user_agent text,
  seconds double precision
) returns void language plpgsql as $$
begin
  perform pg_advisory_xact_lock(hashtextextended(concat_ws(' ', its_session_id, its_document_id, its_action), 0));
  if exists (
    select from activity
    where session_id is not distinct from its_session_id and document_id is not distinct from its_document_id
      and actor_user_id is not distinct from its_actor_user_id and action = its_action and outcome = its_outcome
      and at > now() - make_interval(secs => seconds)
  ) then
    return;
  end if;
  insert into activity (id, at, action, outcome, actor_type, actor_user_id, session_id, record_id, document_id,
      request_id, ip_address, user_agent)
    values (its_id, now(), its_action, its_outcome, its_actor_type, its_actor_user_id, its_session_id, its_record_id,
      its_document_id, its_request_id, its_ip_address, its_user_agent);
end $$;
revoke all on function record_activity_once(uuid, text, text, text, uuid, uuid, uuid, uuid, text, text, text,
  double precision) from public;
grant execute on function record_activity_once(uuid, text, text, text, uuid, uuid, uuid, uuid, text, text, text,
  double precision) to portal_app;
