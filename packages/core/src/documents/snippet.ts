import { type TextToken, tokensOf } from './text-words.ts';

/** A piece of a text, in order; what was found is a piece of its own. Plain text, never markup. */
export type Snippet = readonly { text: string; isMatch: boolean }[];

/** Code units. What is found is sought within the first, and shown with some of what stands before and behind it. */
const seekWithin = 120;
const showBefore = 40;
const showAtMost = 200;
const cut = '…';

/**
 * The part of a text that holds the most of what was found, the first of equal ones, white space drawn together.
 * `places`: which tokens were found, from 1. Without any, the beginning of the text.
 */
export function snippetOf(text: string, places: readonly number[]): Snippet {
  const tokens = tokensOf(text);
  const wanted = new Set(places);
  const found = tokens.filter((_, index) => wanted.has(index + 1));
  const { start, end } = partOf(text, tokens, found);
  const pieces: { text: string; isMatch: boolean }[] = [];
  let at = start;
  for (const token of found.filter((one) => one.start >= start && one.end <= end)) {
    pieces.push({ text: plain(text.slice(at, token.start)), isMatch: false });
    pieces.push({ text: text.slice(token.start, token.end), isMatch: true });
    at = token.end;
  }
  pieces.push({ text: plain(text.slice(at, end)), isMatch: false });
  return withCuts(pieces, { before: start > 0, after: end < text.length }).filter((piece) => piece.text !== '');
}

/** Begins and ends between tokens, so that no word is shown in half. */
function partOf(text: string, tokens: readonly TextToken[], found: readonly TextToken[]) {
  const first = bestOf(found);
  const earliest = Math.max(0, (first?.start ?? 0) - showBefore);
  const start = earliest === 0 ? 0 : (tokens.find((token) => token.start >= earliest)?.start ?? first?.start ?? 0);
  if (start + showAtMost >= text.length) return { start, end: text.length };
  const end = tokens.findLast((token) => token.start >= start && token.end <= start + showAtMost)?.end;
  // One endless token is cut after all.
  return { start, end: end ?? start + showAtMost };
}

/** The first of those after which most others follow closely. */
function bestOf(found: readonly TextToken[]): TextToken | undefined {
  let best: TextToken | undefined;
  let most = 0;
  let until = 0;
  for (const [index, token] of found.entries()) {
    while (until < found.length && (found[until]?.end ?? 0) <= token.start + seekWithin) until += 1;
    if (until - index > most) [best, most] = [token, until - index];
  }
  return best ?? found[0];
}

function plain(text: string): string {
  return text.toWellFormed().replaceAll(/\s+/gu, ' ');
}

function withCuts(
  pieces: { text: string; isMatch: boolean }[],
  { before, after }: { before: boolean; after: boolean },
) {
  const last = pieces.length - 1;
  return pieces.map(({ text, isMatch }, index) => {
    const begun = index === 0 ? (before ? `${cut}${text}` : text.trimStart()) : text;
    return { text: index === last ? (after ? `${begun}${cut}` : begun.trimEnd()) : begun, isMatch };
  });
}
