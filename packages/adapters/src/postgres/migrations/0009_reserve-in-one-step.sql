-- Up Migration

-- Reserves a document and notes its file as unfinished; false, and nothing done, where the record would hold more than
-- its quota then. One call, because the record's writers wait for one another from the insert to the end of the
-- transaction: while they do, nothing travels between the application and the database. With the caller's rights.
create function reserve_document(
  new_id uuid, of_record uuid, by_user uuid, new_file_name text, announced_in_bytes bigint, new_storage_key text,
  reserved_at timestamptz, sweep_at timestamptz, quota_in_bytes bigint
) returns boolean language plpgsql as $$
begin
  insert into documents (id, record_id, uploaded_by, state, title, file_name, category, size_in_bytes, storage_key,
    uploaded_at, sort_title)
  values (new_id, of_record, by_user, 'uploading', '', new_file_name, 'other', announced_in_bytes, new_storage_key,
    reserved_at, '');
  -- The trigger has added the announced size, and holds the row until the transaction ends.
  insert into unfinished_files (storage_key, document_id, deadline)
  select new_storage_key, new_id, sweep_at from document_list_versions
  where record_id = of_record and size_in_bytes <= quota_in_bytes;
  if found then return true; end if;
  delete from documents where record_id = of_record and id = new_id;
  return false;
end $$;
revoke all on function reserve_document(uuid, uuid, uuid, text, bigint, text, timestamptz, timestamptz, bigint)
  from public;
grant execute on function reserve_document(uuid, uuid, uuid, text, bigint, text, timestamptz, timestamptz, bigint)
  to portal_app;
