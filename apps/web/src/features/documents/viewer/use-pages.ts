import { useVirtualizer } from '@tanstack/react-virtual';
import { useCallback, useEffect, useEffectEvent, useLayoutEffect, useRef, useState } from 'react';
import { nextZoom } from './zoom.ts';
import type { Pdf } from './load-pdf.ts';
import { measurePage } from './use-pdf.ts';
import type { PageSize } from './use-pdf.ts';

export type Zoom = 'fit' | number;
export type Pages = ReturnType<typeof usePages>;

const gap = 24;
const pagesAhead = 1;
/** A page fills the width, but a paper is never larger than one and a half. */
const largestFit = 1.5;

/** Which pages are in sight, how large, and how to get to another. */
export function usePages(pdf: Pdf, firstPage: PageSize) {
  const pane = useRef<HTMLDivElement>(null);
  const [sizes, setSizes] = useState<ReadonlyMap<number, PageSize>>(new Map([[1, firstPage]]));
  const [paneWidth, edge] = usePaneWidth(pane);
  const [zoom, setZoom] = useState<Zoom>('fit');
  const fit = Math.min(largestFit, Math.max(0.1, (paneWidth - 2 * edge) / firstPage.width));
  const scale = zoom === 'fit' ? fit : zoom;
  const sizeOf = useCallback((pageNumber: number) => sizes.get(pageNumber) ?? firstPage, [sizes, firstPage]);

  const virtualizer = useVirtualizer({
    count: pdf.numPages,
    getScrollElement: () => pane.current,
    estimateSize: (index) => Math.round(sizeOf(index + 1).height * scale),
    overscan: pagesAhead,
    gap,
    paddingStart: edge,
    paddingEnd: edge,
  });
  const items = virtualizer.getVirtualItems();
  const first = items[0]?.index ?? 0;
  const last = items.at(-1)?.index ?? 0;

  useEffect(() => {
    let left = false;
    for (let pageNumber = first + 1; pageNumber <= last + 1; pageNumber += 1) {
      if (sizes.has(pageNumber)) continue;
      void measurePage(pdf, pageNumber).then((size) => {
        if (!left) setSizes((known) => new Map(known).set(pageNumber, size));
      });
    }
    return () => {
      left = true;
    };
  }, [pdf, first, last, sizes]);

  useKeepPlace(pane, scale, () => virtualizer.measure());
  useLayoutEffect(() => virtualizer.measure(), [virtualizer, sizes]);

  const middle = (virtualizer.scrollOffset ?? 0) + (virtualizer.scrollRect?.height ?? 0) * 0.4;
  const current = (items.find((item) => item.end >= middle)?.index ?? last) + 1;
  const goTo = useCallback(
    (pageNumber: number) => virtualizer.scrollToIndex(pageNumber - 1, { align: 'start' }),
    [virtualizer],
  );
  return {
    pane,
    isMeasured: paneWidth > 0,
    items,
    totalHeight: virtualizer.getTotalSize(),
    totalWidth: Math.max(...items.map(({ index }) => sizeOf(index + 1).width * scale), 0) + 2 * edge,
    sizeOf,
    scale,
    current,
    goTo,
    zoomBy: (step: 1 | -1) => setZoom(nextZoom(scale, step)),
    fitWidth: () => setZoom('fit'),
  };
}

/** How wide the pane is, and how much of it stays free on either side. */
function usePaneWidth(pane: React.RefObject<HTMLDivElement | null>): [number, number] {
  const [width, setWidth] = useState(0);
  useLayoutEffect(() => {
    const element = pane.current;
    if (!element) return undefined;
    // What scrolls must be within reach of the keyboard; not every browser sees to that.
    element.tabIndex = 0;
    const measure = (): void => setWidth(element.clientWidth);
    measure();
    const observer = new ResizeObserver(measure);
    observer.observe(element);
    return () => observer.disconnect();
  }, [pane]);
  return [width, width < 640 ? 12 : 32];
}

/** What one looks at stays in sight when the size changes. */
function useKeepPlace(pane: React.RefObject<HTMLDivElement | null>, scale: number, onResize: () => void): void {
  const before = useRef(scale);
  const measure = useEffectEvent(onResize);
  useLayoutEffect(() => {
    const element = pane.current;
    const ratio = scale / before.current;
    before.current = scale;
    measure();
    if (!element || ratio === 1) return;
    element.scrollTop *= ratio;
    element.scrollLeft = (element.scrollLeft + element.clientWidth / 2) * ratio - element.clientWidth / 2;
  }, [pane, scale]);
}
