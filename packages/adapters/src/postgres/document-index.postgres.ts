import { setImmediate as nextTurn } from 'node:timers/promises';
import type { Thumbnail } from '@portal/core/documents/thumbnails.port';
import type { DocumentIndex, DocumentIndexPort } from '@portal/core/processing/document-index.port';
import type { PageText } from '@portal/core/processing/inspector.port';
import { isStem, placedWordsOf, type PlacedWords, vectorOf, type WordForms, withStems } from './page-words.ts';
import type { Queryable } from './pool.ts';

/** A `tsvector` takes 1 MiB; far more words than any text has that somebody wrote. */
const mostWordsInBytes = 800_000;

/** Many in a statement, and few enough that each ends in good time. */
const wordsAtOnce = 5_000;
const pagesAtOnce = 50;

export function createPostgresDocumentIndex(client: Queryable): DocumentIndexPort {
  return {
    findUnindexed: async (recordId, documentId) => {
      const { rows } = await client.query<{ storage_key: string }>(
        `select storage_key from documents as d join document_searches as s on s.document_id = d.id
         where d.record_id = $1 and d.id = $2 and d.state = 'ready' and s.indexed_at is null`,
        [recordId, documentId],
        'find-unindexed',
      );
      return rows[0] && { storageKey: rows[0].storage_key };
    },
    keep: (input) => keep(client, input),
    listUnindexed: async ({ checkedBefore, limit }) => {
      const { rows } = await client.query<{ record_id: string; id: string }>(
        `select d.record_id, d.id from document_searches as s join documents as d on d.id = s.document_id
         where s.indexed_at is null and d.state = 'ready' and coalesce(d.checked_at, d.uploaded_at) < $1
           and not exists (select from job_outbox as j where j.document_id = d.id and j.kind = 'index_document')
         order by s.document_id desc limit $2`,
        [checkedBefore, limit],
      );
      return rows.map((row) => ({ recordId: row.record_id, documentId: row.id }));
    },
  };
}

async function keep(client: Queryable, input: DocumentIndex): Promise<boolean> {
  const { recordId, documentId, thumbnail, pages, indexedAt } = input;
  const words = await wordsOfPages(client, pages);
  // In everybody's order of locks: the document, what it is found by, the version.
  const { rowCount: isThere } = await client.query(
    `select from documents where record_id = $1 and id = $2 and state = 'ready' for no key update`,
    [recordId, documentId],
  );
  if (!isThere) return false;
  const { rowCount: isFirst } = await client.query(
    `update document_searches set indexed_at = $3, text_words = coalesce((
       select array_to_tsvector(array_agg(distinct right($1::uuid::text, 12) || word)) from unnest($4::text[]) as word
     ), '')
     where record_id = $1 and document_id = $2 and indexed_at is null`,
    [recordId, documentId, indexedAt, allOf(words)],
  );
  if (!isFirst) return false;
  const placed = pages.map((page, index) => ({ ...page, words: vectorOf(words[index] ?? new Map()) }));
  for (const some of inSlices(placed, pagesAtOnce)) await keepPages(client, input, some);
  if (thumbnail) await keepPicture(client, input, thumbnail);
  return true;
}

async function keepPages(
  client: Queryable,
  { recordId, documentId }: DocumentIndex,
  pages: readonly (PageText & { words: string })[],
): Promise<void> {
  await client.query(
    `insert into document_texts (document_id, record_id, page, source, text, words)
     select $2, $1, page, source, text, words::tsvector
     from unnest($3::integer[], $4::text[], $5::text[], $6::text[]) as made (page, source, text, words)`,
    [
      recordId,
      documentId,
      pages.map(({ page }) => page),
      pages.map(({ source }) => source),
      pages.map(({ text }) => text),
      pages.map(({ words }) => words),
    ],
  );
}

async function keepPicture(
  client: Queryable,
  { recordId, documentId }: DocumentIndex,
  { contentType, bytes }: Thumbnail,
): Promise<void> {
  await client.query(
    'insert into document_thumbnails (document_id, record_id, content_type, bytes) values ($2, $1, $3, $4)',
    [recordId, documentId, contentType, bytes],
  );
  await client.query('update documents set has_thumbnail = true where record_id = $1 and id = $2', [
    recordId,
    documentId,
  ]);
}

async function wordsOfPages(client: Queryable, pages: DocumentIndex['pages']): Promise<PlacedWords[]> {
  const placed: PlacedWords[] = [];
  for (const { text } of pages) {
    placed.push(placedWordsOf(text));
    // A long text keeps nobody waiting who shares the process.
    await nextTurn();
  }
  const formsOf = await readForms(client, [...new Set(placed.flatMap((words) => [...words.keys()]))]);
  return placed.map((words) => withStems(words, formsOf));
}

async function readForms(client: Queryable, words: readonly string[]): Promise<Map<string, WordForms>> {
  const known = new Map<string, WordForms>();
  for (const some of inSlices(words, wordsAtOnce)) {
    for (const { word, ...forms } of await askForForms(client, some)) known.set(word, forms);
  }
  return known;
}

async function askForForms(client: Queryable, words: readonly string[]): Promise<(WordForms & { word: string })[]> {
  const { rows } = await client.query<WordForms & { word: string }>(
    `select word, english[1] as english, spanish[1] as spanish, arabic[1] as arabic,
       coalesce(english = '{}', false) as "isEnglish", coalesce(spanish = '{}', false) as "isSpanish"
     from unnest($1::text[]) as word, ts_lexize('pg_catalog.english_stem', word) as english,
       ts_lexize('pg_catalog.spanish_stem', word) as spanish, ts_lexize('pg_catalog.arabic_stem', word) as arabic`,
    [words],
  );
  return rows;
}

function inSlices<Item>(items: readonly Item[], size: number): Item[][] {
  const starts = Array.from({ length: Math.ceil(items.length / size) }, (_, index) => index * size);
  return starts.map((start) => items.slice(start, start + size));
}

/** Each once, words before stems, from the first page on, as many as have room behind the digits of their record. */
function allOf(pages: readonly PlacedWords[]): string[] {
  const all = [...new Set(pages.flatMap((words) => [...words.keys()]))];
  let left = mostWordsInBytes;
  return [...all.filter((word) => !isStem(word)), ...all.filter(isStem)].filter((word) => {
    left -= digitsInBytes + Buffer.byteLength(word);
    return left >= 0;
  });
}

const digitsInBytes = 12;
