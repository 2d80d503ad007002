-- Up Migration

-- `reserve_document` for many, as one transaction: answers the ids of those that were reserved. All of them take their
-- locks in the order of records, and nobody waits long for a record that is busy: whoever calls this asks for each
-- alone then. With the caller's rights.
create function reserve_documents(asked json) returns setof uuid
  language plpgsql set lock_timeout = '200ms' as $$
declare
  item record;
begin
  for item in
    select * from json_to_recordset(asked) as (
      document_id uuid, record_id uuid, uploaded_by uuid, file_name text, announced_size_in_bytes bigint,
      storage_key text, created_at timestamptz, deadline timestamptz, quota_in_bytes bigint)
    order by record_id, document_id
  loop
    if reserve_document(item.document_id, item.record_id, item.uploaded_by, item.file_name,
      item.announced_size_in_bytes, item.storage_key, item.created_at, item.deadline, item.quota_in_bytes)
    then
      return next item.document_id;
    end if;
  end loop;
end $$;
revoke all on function reserve_documents(json) from public;
grant execute on function reserve_documents(json) to portal_app;

-- Makes documents of stored uploads, each with its activity and, where there is one, its `Idempotency-Key`. Answers
-- those that were made; of the others nothing is changed: the record has the bytes (in the trash too), the key is
-- taken, or the upload was swept. For each one the order of locks is everybody's: key, note, document, version.
create function finish_documents(asked json) returns setof documents
  language plpgsql set lock_timeout = '200ms' as $$
declare
  item record;
  noted_key text;
  made documents;
begin
  for item in
    select * from json_to_recordset(asked) as (
      document_id uuid, record_id uuid, state text, title text, sort_title text, search_words tsvector, category text,
      document_date date, size_in_bytes bigint, sha256 text, is_copy boolean, check_result text,
      uploaded_at timestamptz, key text, fingerprint text, activity_id uuid, action text, outcome text,
      actor_type text, actor_user_id uuid, session_id uuid, request_id text, ip_address text, user_agent text)
    order by record_id, document_id
  loop
    continue when exists (
      select from documents
      where record_id = item.record_id and sha256 = item.sha256 and state in ('processing', 'ready'));
    if item.key is not null then
      insert into idempotency_keys (record_id, key, fingerprint, document_id, is_duplicate, created_at)
        values (item.record_id, item.key, item.fingerprint, item.document_id, false, item.uploaded_at)
        on conflict (record_id, key) do nothing;
      continue when not found;
    end if;
    delete from unfinished_files where storage_key = (
        select storage_key from documents
        where record_id = item.record_id and id = item.document_id and state = 'uploading')
      returning storage_key into noted_key;
    if not found then
      delete from idempotency_keys
        where record_id = item.record_id and key = item.key and document_id = item.document_id;
      continue;
    end if;
    update documents set state = item.state, title = item.title, sort_title = item.sort_title,
        search_words = item.search_words, category = item.category,
        document_date = item.document_date, size_in_bytes = item.size_in_bytes, sha256 = item.sha256,
        is_copy = item.is_copy, check_result = item.check_result, uploaded_at = item.uploaded_at
      where record_id = item.record_id and id = item.document_id and state = 'uploading' and storage_key = noted_key
      returning * into strict made;
    insert into activity (id, at, action, outcome, actor_type, actor_user_id, session_id, record_id, document_id,
        request_id, ip_address, user_agent)
      values (item.activity_id, now(), item.action, item.outcome, item.actor_type, item.actor_user_id,
        item.session_id, item.record_id, item.document_id, item.request_id, item.ip_address, item.user_agent);
    return next made;
  end loop;
end $$;
revoke all on function finish_documents(json) from public;
grant execute on function finish_documents(json) to portal_app;
