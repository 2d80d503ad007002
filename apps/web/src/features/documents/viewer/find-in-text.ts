/** Where a hit begins and ends: which piece of a page's text, and which character in it. `end` is behind the last one. */
export type TextHit = { start: TextPlace; end: TextPlace };
type TextPlace = { piece: number; offset: number };

/** A piece of text as PDF.js hands it out; `endsLine` is a line break, which counts as a space. */
export type TextPiece = { text: string; endsLine: boolean };

/** One character for one character, so that places stay: without accents, in small letters. */
export function foldForSearch(text: string): string {
  let folded = '';
  for (const unit of text.split('')) {
    const small = unit.normalize('NFD').charAt(0).toLowerCase();
    folded += /\s/.test(unit) ? ' ' : small.charAt(0);
  }
  return folded;
}

/** Every place where the words stand in a page, across pieces and line breaks, accents and capitals aside. */
export function findInText(pieces: readonly TextPiece[], query: string): TextHit[] {
  const wanted = foldForSearch(query.trim());
  if (wanted === '') return [];
  const starts: number[] = [];
  let all = '';
  for (const { text, endsLine } of pieces) {
    starts.push(all.length);
    all += foldForSearch(text) + (endsLine ? ' ' : '');
  }
  const hits: TextHit[] = [];
  for (let at = all.indexOf(wanted); at !== -1; at = all.indexOf(wanted, at + wanted.length)) {
    const last = placeAt(pieces, starts, at + wanted.length - 1);
    hits.push({ start: placeAt(pieces, starts, at), end: { piece: last.piece, offset: last.offset + 1 } });
  }
  return hits;
}

function placeAt(pieces: readonly TextPiece[], starts: readonly number[], at: number): TextPlace {
  const piece = starts.findLastIndex((start) => start <= at);
  const offset = at - (starts[piece] ?? 0);
  return { piece, offset: Math.min(offset, pieces[piece]?.text.length ?? 0) };
}
