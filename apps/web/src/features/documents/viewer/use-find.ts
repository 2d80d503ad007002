import { useCallback, useEffect, useEffectEvent, useReducer, useRef, useState } from 'react';
import type { PlaceInDocument } from '../../../app/paths.ts';
import { highlight, rangeOf, removeHighlights } from './find-highlights.ts';
import type { DrawnText } from './find-highlights.ts';
import { findInText } from './find-in-text.ts';
import type { TextHit, TextPiece } from './find-in-text.ts';
import type { Pdf } from './load-pdf.ts';

type PageHit = { pageNumber: number; hit: TextHit };

export type Find = ReturnType<typeof useFind>;

const pauseMs = 250;
/** No hit is the current one yet. */
const nowhere = -1;

/**
 * Searches the whole document, page by page, while it is being read. `onShow` is asked to bring a page into sight;
 * the hit itself is scrolled to once its text is drawn. `begin`: what is looked for at first, and from which page on.
 */
export function useFind(pdf: Pdf, onShow: (pageNumber: number) => void, begin: PlaceInDocument) {
  const [query, setQuery] = useState(begin.find);
  const [hits, setHits] = useState<readonly PageHit[]>([]);
  const [current, setCurrent] = useState(nowhere);
  const [isSearching, setIsSearching] = useState(false);
  const [drawings, noteDrawing] = useReducer((count: number) => count + 1, 0);
  const drawn = useRef(new Map<number, DrawnText>());
  const shown = useRef<PageHit>(undefined);

  const mark = useEffectEvent(() => {
    const ranges: Range[] = [];
    let one: Range | undefined;
    hits.forEach(({ pageNumber, hit }, index) => {
      const text = drawn.current.get(pageNumber);
      const range = text && rangeOf(text, hit);
      if (!range) return;
      ranges.push(range);
      if (index === current) one = range;
    });
    highlight(ranges, one);
    const wanted = hits[current];
    if (one && wanted && shown.current !== wanted) {
      shown.current = wanted;
      one.startContainer.parentElement?.scrollIntoView({ block: 'center', inline: 'nearest' });
    }
  });

  const firstPageOf = useEffectEvent((text: string) => (text === begin.find ? begin.page : 1));
  useEffect(() => {
    const controller = new AbortController();
    const search = async (): Promise<void> => {
      setIsSearching(query.trim() !== '');
      const found: PageHit[] = [];
      const from = firstPageOf(query);
      for await (const hitsOfPage of searchPages(pdf, query, controller.signal)) {
        found.push(...hitsOfPage);
        setHits([...found]);
        const first = found.findIndex(({ pageNumber }) => pageNumber >= from);
        setCurrent((index) => (index === nowhere ? first : index));
      }
      if (controller.signal.aborted) return;
      setIsSearching(false);
      setCurrent((index) => (index === nowhere && found.length > 0 ? 0 : index));
    };
    const timer = setTimeout(() => {
      setHits([]);
      setCurrent(nowhere);
      void search();
    }, pauseMs);
    return () => {
      clearTimeout(timer);
      controller.abort();
    };
  }, [pdf, query]);

  const showPage = useEffectEvent(onShow);
  const currentPage = hits[current]?.pageNumber;
  useEffect(() => {
    if (currentPage !== undefined) showPage(currentPage);
  }, [currentPage]);
  useEffect(() => {
    mark();
    return removeHighlights;
  }, [hits, current, drawings]);

  const onText = useCallback((pageNumber: number, text: DrawnText | undefined) => {
    if (text) drawn.current.set(pageNumber, text);
    else drawn.current.delete(pageNumber);
    noteDrawing();
  }, []);
  const step = (by: 1 | -1): void =>
    setCurrent((index) => (Math.max(index, 0) + by + hits.length) % Math.max(1, hits.length));
  return { query, setQuery, count: hits.length, current, isSearching, step, onText };
}

async function* searchPages(pdf: Pdf, query: string, signal: AbortSignal): AsyncGenerator<PageHit[]> {
  if (query.trim() === '') return;
  for (let pageNumber = 1; pageNumber <= pdf.numPages; pageNumber += 1) {
    const pieces = await readPieces(pdf, pageNumber);
    if (signal.aborted) return;
    const hits = findInText(pieces, query).map((hit) => ({ pageNumber, hit }));
    if (hits.length > 0) yield hits;
  }
}

async function readPieces(pdf: Pdf, pageNumber: number): Promise<TextPiece[]> {
  const page = await pdf.getPage(pageNumber);
  const { items } = await page.getTextContent();
  return items.flatMap((item) => ('str' in item ? [{ text: item.str, endsLine: item.hasEOL }] : []));
}
