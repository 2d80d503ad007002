import { searchWordsOf } from '@portal/core/documents/fold-for-search';
import { tokensOf } from '@portal/core/documents/text-words';
import { quoted } from './document-words.ts';

/** What the dictionaries of Postgres say of a word; null where they know no stem of it. */
export type WordForms = {
  english: string | null;
  spanish: string | null;
  arabic: string | null;
  /** One of the little words that a language is known by. */
  isEnglish: boolean;
  isSpanish: boolean;
};

/** Words of a page, in their order: each with the places of its tokens, from 1. */
export type PlacedWords = ReadonlyMap<string, readonly number[]>;

/** A `tsvector` counts places up to 16,383. */
const mostPlaces = 16_383;

export function placedWordsOf(text: string): PlacedWords {
  const placed = new Map<string, number[]>();
  // Most tokens of a page come again and again.
  const wordsOf = remembering(searchWordsOf);
  for (const [index, { start, end }] of tokensOf(text).slice(0, mostPlaces).entries()) {
    for (const word of wordsOf(text.slice(start, end))) {
      const places = placed.get(word);
      if (places) places.push(index + 1);
      else placed.set(word, [index + 1]);
    }
  }
  return placed;
}

function remembering<Result>(make: (token: string) => Result): (token: string) => Result {
  const made = new Map<string, Result>();
  return (token) => {
    const known = made.get(token);
    if (known !== undefined) return known;
    const result = make(token);
    made.set(token, result);
    return result;
  };
}

/**
 * Words of a page with their stems, as they are looked for by `word_question`: those of the one of English and Spanish
 * whose little words stand on the page more often, of both where neither does, and of Arabic.
 */
export function withStems(words: PlacedWords, formsOf: ReadonlyMap<string, WordForms>): PlacedWords {
  const all = new Map<string, readonly number[]>(words);
  const lead = leadOfEnglish(words, formsOf);
  for (const [word, places] of words) {
    const forms = formsOf.get(word);
    if (!forms) continue;
    for (const stem of stemsOf(word, forms, lead)) all.set(stem, [...(all.get(stem) ?? []), ...places]);
  }
  return all;
}

function leadOfEnglish(words: PlacedWords, formsOf: ReadonlyMap<string, WordForms>): number {
  let lead = 0;
  for (const [word, places] of words) {
    const forms = formsOf.get(word);
    if (forms?.isEnglish) lead += places.length;
    if (forms?.isSpanish) lead -= places.length;
  }
  return lead;
}

const isLatin = /^\p{Script=Latin}/u;
const isArabic = /^\p{Script=Arabic}/u;

/** What begins with a dash is no word. */
export function isStem(lexeme: string): boolean {
  return lexeme.startsWith('-');
}

function stemsOf(word: string, { english, spanish, arabic }: WordForms, leadOfEnglishHere: number): string[] {
  if (isArabic.test(word)) return arabic === null ? [] : [`-a${arabic}`];
  if (!isLatin.test(word)) return [];
  const ofEnglish = leadOfEnglishHere >= 0 && english !== null ? [`-e${english}`] : [];
  return leadOfEnglishHere <= 0 && spanish !== null ? [...ofEnglish, `-s${spanish}`] : ofEnglish;
}

/** As the text of a `tsvector`. */
export function vectorOf(words: PlacedWords): string {
  return [...words].map(([word, places]) => `${quoted(word)}:${places.join(',')}`).join(' ');
}
