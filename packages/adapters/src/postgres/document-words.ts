import { searchWordsOf } from '@portal/core/documents/fold-for-search';

/** More words than these narrow what is found and say nothing about which is the best of it. */
const rankedWords = 8;

/** A `tsvector`, as text, of what a document is found by: the title's words with weight A, the file name's with B. */
export function wordsOf({ title, fileName }: { title: string; fileName: string }): string {
  const ofTitle = searchWordsOf(title);
  const isOfTitle = new Set(ofTitle);
  const ofFileName = searchWordsOf(fileName).filter((word) => !isOfTitle.has(word));
  return [...ofTitle.map((word) => `${quoted(word)}:1A`), ...ofFileName.map((word) => `${quoted(word)}:1B`)].join(' ');
}

/**
 * What the words of a search ask `document_searches` for, as SQL over `name_words` and `text_words`. `parameter` takes a
 * value and answers its place. Undefined where there is no word.
 */
export function searchOf(
  { recordId, search }: { recordId: string; search: string },
  parameter: (value: unknown) => string,
): { condition: string; score: () => string; hits: () => string } | undefined {
  // As the migration cuts it: every word of a record begins with the last digits of its id.
  const ofRecord = recordId.slice(-12).toLowerCase();
  const found = searchWordsOf(search);
  if (found.length === 0) return undefined;
  const words = found.map((word) => quoted(ofRecord + word));
  const query = (text: string): string => `${parameter(text)}::tsquery`;
  const isNamed = (text: string): string => `name_words @@ ${query(text)}`;
  const scoreOf = (word: string, index: number, ranked: readonly string[]): string => {
    const begun = index === ranked.length - 1 ? '*' : '';
    const isInTitle = begun === '' ? '' : `when ${isNamed(`${word}:*A`)} then 3 `;
    return `case when ${isNamed(`${word}:A`)} then 4 ${isInTitle}when ${isNamed(`${word}:${begun}B`)} then 2 else 1 end`;
  };
  return {
    condition: `(name_words || text_words) @@ search_question(${parameter(ofRecord)}, ${parameter(found.join(' '))})`,
    score: () => words.slice(-rankedWords).map(scoreOf).join(' + '),
    hits: () => hitOf(parameter(found.slice(-rankedWords).join(' ')), parameter(found.at(-1))),
  };
}

/**
 * Of the document of a row of `page`, the first page of its text with all of some words, or else with the most of them,
 * and the places on it of what was found. A page's words are taken out once for all questions, and the text of no other
 * page is read (`offset 0` keeps each of the two steps by itself).
 */
const hitOf = (words: string, last: string): string => `
    left join lateral (
      select best.page as hit_page, text as hit_text, array(
        select distinct place from unnest(words) as one (lexeme, places), unnest(places) as place
        where lexeme = any (forms) or starts_with(lexeme, ${last}) order by place
      ) as hit_places
      from (
        select t.page, forms, (select count(*) from unnest(questions) as question where words @@ question) as found
        from (
          select document_texts.page, words || ''::tsvector as words from document_texts
          where document_id = page.id and record_id = $1 offset 0
        ) as t, word_questions(${words}) as questions, word_forms(${words}) as forms
        order by found desc, t.page limit 1
      ) as best, lateral (
        select text, words from document_texts where document_id = page.id and document_texts.page = best.page offset 0
      ) as quoted
      where found > 0
    ) as hit on state = 'ready' and trashed_at is null`;

/** A word of a `tsvector` or a `tsquery`, as text. */
export function quoted(word: string): string {
  return `'${word.replaceAll(/['\\]/gu, '$&$&')}'`;
}
