/** A run of letters and digits as it stands in a text, or one sign for itself, from `start` up to but without `end`. */
export type TextToken = { start: number; end: number };

/** Accents stay with their letters: a token is a piece of the text as it is shown. */
const tokens = /[\p{L}\p{N}\p{M}]+|[\p{S}\p{Extended_Pictographic}]/gu;

/**
 * The tokens of a text in their order; the places that are kept of words count them from 1. What a search calls one,
 * `searchWordsOf` says: seldom none or more than one word.
 */
export function tokensOf(text: string): TextToken[] {
  return [...text.matchAll(tokens)].map(({ index, 0: token }) => ({ start: index, end: index + token.length }));
}
