import { useVirtualizer } from '@tanstack/react-virtual';
import { useEffect, useRef } from 'react';
import { useTranslation } from 'react-i18next';
import { useFormat } from '../../../app/format.ts';
import { join } from '../../../components/join.ts';
import type { Pdf } from './load-pdf.ts';
import type { Pages } from './use-pages.ts';
import { cssPixelsPerPoint } from './use-pdf.ts';
import type { PageSize } from './use-pdf.ts';

type PageListProps = { pdf: Pdf; firstPage: PageSize; pages: Pages };

const width = 76;
const captionHeight = 30;
const gap = 20;

/** The pages, small, beside the large ones; from 1024 px. */
export function PageList({ pdf, firstPage, pages }: PageListProps) {
  const { t } = useTranslation();
  const { current, goTo } = pages;
  const pane = useRef<HTMLElement>(null);
  const height = Math.round((width / firstPage.width) * firstPage.height);
  const virtualizer = useVirtualizer({
    count: pdf.numPages,
    getScrollElement: () => pane.current,
    estimateSize: () => height + captionHeight,
    overscan: 2,
    gap,
    paddingStart: 28,
    paddingEnd: 28,
  });
  useEffect(() => virtualizer.scrollToIndex(current - 1, { align: 'auto' }), [virtualizer, current]);
  return (
    <nav
      ref={pane}
      aria-label={t('documents.viewer.pageList')}
      className="hidden w-38 shrink-0 overflow-y-auto overscroll-contain lg:block"
    >
      <ol className="relative" style={{ height: virtualizer.getTotalSize() }}>
        {virtualizer.getVirtualItems().map(({ index, start }) => (
          <li key={index} className="absolute inset-x-0 top-0" style={{ transform: `translateY(${start}px)` }}>
            <PageButton
              pdf={pdf}
              pageNumber={index + 1}
              height={height}
              isCurrent={current === index + 1}
              onGoTo={goTo}
            />
          </li>
        ))}
      </ol>
    </nav>
  );
}

type PageButtonProps = {
  pdf: Pdf;
  pageNumber: number;
  height: number;
  isCurrent: boolean;
  onGoTo: (pageNumber: number) => void;
};

function PageButton({ pdf, pageNumber, height, isCurrent, onGoTo }: PageButtonProps) {
  const { t } = useTranslation();
  const format = useFormat();
  const canvas = useSmallPage(pdf, pageNumber, height);
  const n = format.number(pageNumber);
  return (
    <button
      type="button"
      aria-label={t('documents.viewer.goTo', { n })}
      aria-current={isCurrent ? 'page' : undefined}
      onClick={() => onGoTo(pageNumber)}
      className="mx-auto flex flex-col items-center gap-1.5 rounded-label"
    >
      <canvas
        ref={canvas}
        width={width * 2}
        height={height * 2}
        className={join(
          'paper-image rounded-sheet bg-[#ffffff] object-contain object-top',
          isCurrent ? 'outline-3 outline-ink' : 'outline-1 outline-edge',
        )}
        style={{ width, height }}
      />
      <span className={join('text-note leading-6', isCurrent && 'font-strong')}>{n}</span>
    </button>
  );
}

function useSmallPage(pdf: Pdf, pageNumber: number, height: number) {
  const canvas = useRef<HTMLCanvasElement>(null);
  useEffect(() => {
    let stop = (): void => undefined;
    let stopped = false;
    const draw = async (): Promise<void> => {
      const page = await pdf.getPage(pageNumber);
      const element = canvas.current;
      if (stopped || !element) return;
      const natural = page.getViewport({ scale: cssPixelsPerPoint });
      const scale = Math.min((width * 2) / natural.width, (height * 2) / natural.height);
      const rendering = page.render({
        canvas: element,
        viewport: page.getViewport({ scale: scale * cssPixelsPerPoint }),
      });
      stop = () => rendering.cancel();
      await rendering.promise;
    };
    draw().catch(() => {
      // A page that cannot be drawn stays white here, as it does in its full size.
    });
    return () => {
      stopped = true;
      stop();
    };
  }, [pdf, pageNumber, height]);
  return canvas;
}
