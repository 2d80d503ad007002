import type { TextHit } from './find-in-text.ts';

/** The text of a page that is drawn: one element for each piece of it, in order. */
export type DrawnText = { elements: readonly HTMLElement[]; strings: readonly string[] };

const allName = 'document-hits';
const oneName = 'document-hit';

/** Where a hit stands on the drawn page, or `undefined` where its text is not there. */
export function rangeOf(text: DrawnText, { start, end }: TextHit): Range | undefined {
  const first = text.elements[start.piece]?.firstChild;
  const last = text.elements[end.piece]?.firstChild;
  if (!(first instanceof Text) || !(last instanceof Text)) return undefined;
  const range = document.createRange();
  range.setStart(first, Math.min(start.offset, first.length));
  range.setEnd(last, Math.min(end.offset, last.length));
  return range;
}

/** Marks hits without touching the page's elements. Browsers without highlights show the page alone. */
export function highlight(all: readonly Range[], one: Range | undefined): void {
  if (!('highlights' in CSS)) return;
  CSS.highlights.set(allName, new Highlight(...all));
  CSS.highlights.set(oneName, new Highlight(...(one ? [one] : [])));
}

export function removeHighlights(): void {
  if (!('highlights' in CSS)) return;
  CSS.highlights.delete(allName);
  CSS.highlights.delete(oneName);
}
