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
): { condition: string; score: () => string } | undefined {
  // As the migration cuts it: every word of a record begins with the last digits of its id.
  const ofRecord = recordId.slice(-12).toLowerCase();
  const words = searchWordsOf(search).map((word) => quoted(ofRecord + word));
  const last = words.at(-1);
  if (last === undefined) return undefined;
  const query = (text: string): string => `${parameter(text)}::tsquery`;
  const isNamed = (text: string): string => `name_words @@ ${query(text)}`;
  const scoreOf = (word: string, index: number, ranked: readonly string[]): string => {
    const begun = index === ranked.length - 1 ? '*' : '';
    const isInTitle = begun === '' ? '' : `when ${isNamed(`${word}:*A`)} then 3 `;
    return `case when ${isNamed(`${word}:A`)} then 4 ${isInTitle}when ${isNamed(`${word}:${begun}B`)} then 2 else 1 end`;
  };
  return {
    condition: `(name_words || text_words) @@ ${query(`${words.join(' & ')}:*`)}`,
    score: () => words.slice(-rankedWords).map(scoreOf).join(' + '),
  };
}

function quoted(word: string): string {
  return `'${word.replaceAll(/['\\]/gu, '$&$&')}'`;
}
