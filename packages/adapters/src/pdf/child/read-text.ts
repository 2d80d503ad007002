import type { PageText } from '@portal/core/processing/inspector.port';
import type { PDFDocumentProxy } from 'pdfjs-dist/legacy/build/pdf.mjs';
import { drawPage } from './draw-page.ts';
import type { Ocr } from './ocr.ts';

export type TextLimits = {
  pages: number;
  charactersAPage: number;
  /** Pages that are read from their picture, which takes a second or more each. 0: none. */
  pagesByOcr: number;
  /** By `performance.now()`: what is not read by then is left out. */
  endsAtMs: number;
};

// About 200 dots an inch of a sheet.
const ocrWidthInPixels = 1700;

/** Page by page, in order; answers whether all of them were read. */
export async function readText(
  pdf: PDFDocumentProxy,
  limits: TextLimits,
  { startOcr, onPage }: { startOcr: () => Promise<Ocr>; onPage: (page: PageText) => void },
): Promise<boolean> {
  let ocr: Ocr | undefined;
  let byOcr = 0;
  let isComplete = pdf.numPages <= limits.pages;
  try {
    for (let number = 1; number <= Math.min(pdf.numPages, limits.pages); number += 1) {
      if (performance.now() > limits.endsAtMs) return false;
      const text = await textOf(pdf, number);
      if (text.trim() !== '') {
        onPage({ page: number, text: text.slice(0, limits.charactersAPage), source: 'text' });
        continue;
      }
      if (byOcr >= limits.pagesByOcr) {
        isComplete &&= limits.pagesByOcr === 0;
        continue;
      }
      byOcr += 1;
      ocr ??= await startOcr();
      const canvas = await drawPage(pdf, number, ocrWidthInPixels);
      const read = await ocr.read(canvas.toBuffer('image/png'));
      if (read.trim() !== '') onPage({ page: number, text: read.slice(0, limits.charactersAPage), source: 'ocr' });
    }
    return isComplete;
  } finally {
    await ocr?.end();
  }
}

async function textOf(pdf: PDFDocumentProxy, number: number): Promise<string> {
  const page = await pdf.getPage(number);
  const { items } = await page.getTextContent();
  const text = items.map((item) => ('str' in item ? `${item.str}${item.hasEOL ? '\n' : ''}` : '')).join('');
  page.cleanup();
  return text;
}
