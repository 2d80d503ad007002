-- Up Migration

-- What documents are found by, apart from them: their rows change for many reasons, and each change of a row writes all
-- of its index entries again. Every word begins with the last 12 digits of its record's id, so that a look-up, and the
-- beginning of a word too, reads entries of that one record however many there are of others. Two records with the
-- same digits share entries and no more: the record stands in each query as well. No other index, so that no plan can
-- read a record's rows to look for a word.
create table document_searches (
  document_id uuid primary key references documents (id) on delete cascade,
  record_id uuid not null,
  -- Of the title, with weight A, and of the file name, with weight B.
  name_words tsvector not null,
  -- Of the text, without weights: a word that is not in `name_words` is in here.
  text_words tsvector not null default ''::tsvector
);
-- Without a list of pending entries, which every search would have to read as well.
create index document_searches_by_words on document_searches using gin ((name_words || text_words))
  with (fastupdate = off);
grant select, update (text_words) on document_searches to portal_app;

-- Words as they stand in `documents`, for one record. Words without a weight are of the release before; they are taken
-- for the title's where its folded text holds them.
create function words_of_record(of_record uuid, words tsvector, folded_title text) returns tsvector
  language sql immutable parallel safe
  return (
    select coalesce(string_agg(
      '''' || replace(replace(right(of_record::text, 12) || lexeme, '\', '\\'), '''', '''''') || ''':1' ||
        coalesce(weights[1], case when strpos(folded_title, lexeme) > 0 then 'A' else 'B' end),
      ' '), '')::tsvector
    from unnest(words)
  );

-- As the owner's: nobody else writes the words of titles, and nobody can forget to.
create function carry_search_words() returns trigger
  language plpgsql security definer set search_path = pg_catalog, public, pg_temp
as $$
begin
  insert into document_searches (document_id, record_id, name_words)
    values (new.id, new.record_id, words_of_record(new.record_id, new.search_words, new.sort_title))
    on conflict (document_id) do update set name_words = excluded.name_words;
  return null;
end $$;
revoke all on function carry_search_words() from public;

-- By their names these fire before `documents_bump_version`: whoever changes words takes the row of the words first and
-- that of the version after it, as the trigger below does, and no two wait for one another in a circle.
create trigger documents_add_words after insert on documents
  for each row when (new.state <> 'uploading') execute function carry_search_words();
create trigger documents_alter_words after update on documents
  for each row when (
    new.state <> 'uploading' and (old.state = 'uploading' or old.search_words is distinct from new.search_words))
  execute function carry_search_words();

-- A text that arrives changes what a search shows.
create function bump_version_for_text() returns trigger
  language plpgsql security definer set search_path = pg_catalog, public, pg_temp
as $$
begin
  update document_list_versions set version = version + 1, nonce = gen_random_uuid() where record_id = new.record_id;
  return null;
end $$;
revoke all on function bump_version_for_text() from public;
create trigger document_searches_bump_version after update of text_words on document_searches
  for each row when (old.text_words is distinct from new.text_words) execute function bump_version_for_text();

insert into document_searches (document_id, record_id, name_words)
  select id, record_id, words_of_record(record_id, search_words, sort_title) from documents where state <> 'uploading'
  on conflict (document_id) do nothing;

-- The release before goes on finding documents by `search_words`, among those of the record.
drop index documents_by_words;

-- The lists' indexes with what narrows them: pages of one category, counts and hits of a search are found in the index
-- alone, and only the rows that are shown are fetched.
drop index documents_active_by_upload, documents_active_by_title, documents_active_by_date,
  documents_trashed_by_upload, documents_trashed_by_title, documents_trashed_by_date;
create index documents_active_by_upload on documents (record_id, uploaded_at desc, id desc) include (category, state)
  where trashed_at is null and state <> 'uploading';
create index documents_active_by_title on documents (record_id, sort_title, id) include (category)
  where trashed_at is null and state <> 'uploading';
create index documents_active_by_date
  on documents (record_id, (coalesce(document_date, '-infinity'::date)) desc, id desc) include (category, document_date)
  where trashed_at is null and state <> 'uploading';
create index documents_trashed_by_upload on documents (record_id, uploaded_at desc, id desc) include (category)
  where trashed_at is not null and state <> 'uploading';
create index documents_trashed_by_title on documents (record_id, sort_title, id) include (category)
  where trashed_at is not null and state <> 'uploading';
create index documents_trashed_by_date
  on documents (record_id, (coalesce(document_date, '-infinity'::date)) desc, id desc) include (category, document_date)
  where trashed_at is not null and state <> 'uploading';
