import type { PageText } from './inspector.port.ts';

/** Some five hundred pages of usual print; what comes after is not searched. */
const mostCharacters = 1_000_000;
const mostCharactersAPage = 50_000;

/** What is not seen, and turns around or splits what is: marks of direction, hyphens that may show, byte order marks. */
const unseen = /[\u00ad\u200e\u200f\u202a-\u202e\u2066-\u2069\ufeff]/gu;
const controls = /(?![\n\t])\p{Cc}/gu;

/** Texts of pages as they are kept and shown: bounded, of characters that a database and a page can carry. */
export function cleanPages(pages: readonly PageText[]): PageText[] {
  let left = mostCharacters;
  return pages.flatMap(({ page, text, source }) => {
    const part = text.slice(0, Math.min(left, mostCharactersAPage));
    left -= part.length;
    const clean = part.toWellFormed().replaceAll(unseen, '').replaceAll(controls, ' ').trim();
    return clean === '' ? [] : [{ page, text: clean, source }];
  });
}
