-- Up Migration

-- A picture of page 1, small enough to lie beside the row: lists show many at a time, and what is deleted with its row
-- needs no sweeper.
create table document_thumbnails (
  document_id uuid primary key references documents (id) on delete cascade,
  record_id uuid not null,
  content_type text not null check (content_type = 'image/webp'),
  bytes bytea not null check (octet_length(bytes) between 1 and 65536)
);
-- Pictures are packed already.
alter table document_thumbnails alter column bytes set storage external;
grant select, insert, update, delete on document_thumbnails to portal_app;

-- What stands on each page, for the piece of it that a search shows.
create table document_texts (
  document_id uuid not null references documents (id) on delete cascade,
  record_id uuid not null,
  page integer not null check (page > 0),
  source text not null check (source in ('text', 'ocr')),
  text text not null,
  -- Its words and their stems, each with the places of the words on the page, the first of which is 1. Read by the
  -- document's id, so that they carry nothing of the record.
  words tsvector not null,
  primary key (document_id, page)
);
grant select, insert, update, delete on document_texts to portal_app;

-- Lists say whether there is a picture without looking for it; that it came makes another version of them.
alter table documents add column has_thumbnail boolean not null default false;

-- When picture and text were made, or given up. Beside the words that are written at the same time, so that a document
-- without words and without a picture changes no list.
alter table document_searches add column indexed_at timestamptz;
grant update (indexed_at) on document_searches to portal_app;
create index document_searches_unindexed on document_searches (document_id) where indexed_at is null;

-- What a word is looked for as: itself, or the beginning of what is there where it may go on, or the same stem in one
-- of the languages. A stem stands behind a dash and a letter for its language, which no word holds.
create function word_question(beginning text, word text, goes_on boolean) returns tsquery
  language sql immutable parallel safe
  return (
    select string_agg(
      '''' || replace(replace(beginning || lexeme, '\', '\\'), '''', '''''') || '''' || suffix, ' | ')::tsquery
    from (values
      (word, case when goes_on then ':*' else '' end),
      ('-e' || (ts_lexize('pg_catalog.english_stem', word))[1], ''),
      ('-s' || (ts_lexize('pg_catalog.spanish_stem', word))[1], ''),
      ('-a' || (ts_lexize('pg_catalog.arabic_stem', word))[1], '')
    ) as forms (lexeme, suffix)
    where lexeme is not null
  );

-- All of some words with spaces between, the last of which may go on. `beginning`: what stands before each word in what
-- is searched.
create function search_question(beginning text, words text) returns tsquery
  language sql immutable parallel safe
  return (
    select string_agg('(' || word_question(beginning, word, place = many)::text || ')', ' & ')::tsquery
    from (
      select word, place, count(*) over () as many
      from unnest(string_to_array(words, ' ')) with ordinality as asked (word, place)
    ) as numbered
  );

-- The same words as a question each, for the words of one document.
create function word_questions(words text) returns tsquery[]
  language sql immutable parallel safe
  return (
    select array_agg(word_question('', word, place = many))
    from (
      select word, place, count(*) over () as many
      from unnest(string_to_array(words, ' ')) with ordinality as asked (word, place)
    ) as numbered
  );

-- The same words with their stems, as they stand on a page.
create function word_forms(words text) returns text[]
  language sql immutable parallel safe
  return (
    select array_agg(distinct lexeme)
    from unnest(string_to_array(words, ' ')) as word, lateral (values
      (word),
      ('-e' || (ts_lexize('pg_catalog.english_stem', word))[1]),
      ('-s' || (ts_lexize('pg_catalog.spanish_stem', word))[1]),
      ('-a' || (ts_lexize('pg_catalog.arabic_stem', word))[1])
    ) as forms (lexeme)
    where lexeme is not null
  );

revoke all on function word_question(text, text, boolean), search_question(text, text), word_questions(text),
  word_forms(text) from public;
grant execute on function word_question(text, text, boolean), search_question(text, text), word_questions(text),
  word_forms(text) to portal_app;
