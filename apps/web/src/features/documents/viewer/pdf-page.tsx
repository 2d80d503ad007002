import { RenderingCancelledException, TextLayer } from 'pdfjs-dist';
import { useEffect, useRef } from 'react';
import { useTranslation } from 'react-i18next';
import { useFormat } from '../../../app/format.ts';
import type { Pdf } from './load-pdf.ts';
import type { DrawnText } from './find-highlights.ts';
import './text-layer.css';
import { cssPixelsPerPoint } from './use-pdf.ts';
import type { PageSize } from './use-pdf.ts';

type PdfPageProps = {
  pdf: Pdf;
  pageNumber: number;
  size: PageSize;
  /** 1 is 100 %. */
  scale: number;
  /** The page's text can be selected and searched; `undefined` once it is gone. */
  onText: (pageNumber: number, text: DrawnText | undefined) => void;
};

/** A larger canvas than this is refused by some phones. */
const mostPixels = 16_000_000;
const sharpest = 2;

/** One page, drawn, with its text laid over it unseen, so that it can be selected. */
export function PdfPage({ pdf, pageNumber, size, scale, onText }: PdfPageProps) {
  const { t } = useTranslation();
  const format = useFormat();
  const canvas = useRef<HTMLCanvasElement>(null);
  const textLayer = useRef<HTMLDivElement>(null);
  useEffect(() => {
    if (!canvas.current || !textLayer.current) return undefined;
    return drawPage({ pdf, pageNumber, scale, canvas: canvas.current, textLayer: textLayer.current, onText });
  }, [pdf, pageNumber, scale, onText]);
  return (
    <div
      className="relative mx-auto overflow-clip rounded-label border-[1.5px] border-ink bg-[#ffffff] shadow-paper dark:border-transparent"
      style={{ width: Math.round(size.width * scale), height: Math.round(size.height * scale) }}
    >
      <canvas
        ref={canvas}
        role="img"
        aria-label={t('documents.viewer.pageOf', {
          page: format.number(pageNumber),
          n: format.number(pdf.numPages),
        })}
        className="paper-image block size-full"
      />
      <div ref={textLayer} className="text-layer" />
    </div>
  );
}

type DrawInput = Pick<PdfPageProps, 'pdf' | 'pageNumber' | 'scale' | 'onText'> & {
  canvas: HTMLCanvasElement;
  textLayer: HTMLDivElement;
};

/** Begins to draw; returns how to stop, and to leave nothing behind. */
function drawPage({ pdf, pageNumber, scale, canvas, textLayer, onText }: DrawInput): () => void {
  let stopped = false;
  const stops: (() => void)[] = [];
  const draw = async (): Promise<void> => {
    const page = await pdf.getPage(pageNumber);
    if (stopped) return;
    const viewport = page.getViewport({ scale: scale * cssPixelsPerPoint });
    const density = Math.min(
      Math.min(window.devicePixelRatio, sharpest),
      Math.sqrt(mostPixels / (viewport.width * viewport.height)),
    );
    // Drawn beside the page and put there whole: a change of size shows the old picture until then, not a blank.
    const next = document.createElement('canvas');
    next.width = Math.ceil(viewport.width * density);
    next.height = Math.ceil(viewport.height * density);
    const rendering = page.render({
      canvas: next,
      viewport,
      transform: [density, 0, 0, density, 0, 0],
    });
    stops.push(() => rendering.cancel());
    await rendering.promise;
    if (stopped) return;
    canvas.width = next.width;
    canvas.height = next.height;
    canvas.getContext('2d')?.drawImage(next, 0, 0);
    canvas.dataset['drawn'] = 'true';
    textLayer.replaceChildren();
    textLayer.style.setProperty('--total-scale-factor', String(scale * cssPixelsPerPoint));
    const layer = new TextLayer({ textContentSource: page.streamTextContent(), container: textLayer, viewport });
    stops.push(() => layer.cancel());
    await layer.render();
    onText(pageNumber, { elements: layer.textDivs, strings: layer.textContentItemsStr });
  };
  draw().catch((error: unknown) => {
    // Giving up half-way is not a failure; a page that cannot be drawn stays white, the others are still there.
    if (!stopped && !(error instanceof RenderingCancelledException)) canvas.dataset['drawn'] = 'failed';
  });
  return () => {
    stopped = true;
    for (const stop of stops) stop();
    onText(pageNumber, undefined);
  };
}
