const longestSortText = 120;
const longestWord = 64;
const marks = /\p{M}+/gu;
/** A run of letters and digits, or one sign that stands for itself: `C++` is `c`, `+`, `+`, and 💊 can be found. */
const words = /[\p{L}\p{N}]+|[\p{S}\p{Extended_Pictographic}]/gu;

/**
 * Text without case and accents, as lists are sorted by and searched in: `Überweisung` → `uberweisung`. By way of the
 * capitals, where `ß` and `SS` are one: who looks for `weiss` means `Weiß` too.
 */
export function foldForSearch(text: string): string {
  return text.normalize('NFKD').replace(marks, '').toUpperCase().toLowerCase();
}

/** What a title is sorted by. It is cut, because the place in a list travels in a cursor; equal ones go by their id. */
export function sortTextOf(title: string): string {
  return [...foldForSearch(title).trim()].slice(0, longestSortText).join('');
}

/** The folded words of some texts, each once, at its last place: what a search has to meet. */
export function searchWordsOf(...texts: readonly string[]): string[] {
  const found = texts.flatMap((text) => foldForSearch(text).match(words) ?? []);
  return [...new Set(found.map((word) => [...word].slice(0, longestWord).join('')).toReversed())].toReversed();
}
