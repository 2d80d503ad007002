import { useCallback, useEffect, useEffectEvent, useReducer, useRef, useState } from 'react';
import { highlight, rangeOf, removeHighlights } from './find-highlights.ts';
import type { DrawnText } from './find-highlights.ts';
import { findInText } from './find-in-text.ts';
import type { TextHit, TextPiece } from './find-in-text.ts';
import type { Pdf } from './load-pdf.ts';

type PageHit = { pageNumber: number; hit: TextHit };

export type Find = ReturnType<typeof useFind>;

const pauseMs = 250;

/**
 * Searches the whole document, page by page, while it is being read. `onShow` is asked to bring a page into sight;
 * the hit itself is scrolled to once its text is drawn.
 */
export function useFind(pdf: Pdf, onShow: (pageNumber: number) => void) {
  const [query, setQuery] = useState('');
  const [hits, setHits] = useState<readonly PageHit[]>([]);
  const [current, setCurrent] = useState(0);
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

  useEffect(() => {
    const controller = new AbortController();
    const search = async (): Promise<void> => {
      setIsSearching(query.trim() !== '');
      const found: PageHit[] = [];
      for await (const hitsOfPage of searchPages(pdf, query, controller.signal)) {
        found.push(...hitsOfPage);
        setHits([...found]);
      }
      if (!controller.signal.aborted) setIsSearching(false);
    };
    const timer = setTimeout(() => {
      setHits([]);
      setCurrent(0);
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
  const step = (by: 1 | -1): void => setCurrent((index) => (index + by + hits.length) % Math.max(1, hits.length));
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
