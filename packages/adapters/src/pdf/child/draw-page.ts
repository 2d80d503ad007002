import type { Canvas } from '@napi-rs/canvas';
import type { PDFDocumentProxy, PDFPageProxy } from 'pdfjs-dist/legacy/build/pdf.mjs';

const tallestInWidths = 3;

/** PDF.js asks for a canvas of a page, where there is no page. */
type DrawnOn = Parameters<PDFPageProxy['render']>[0]['canvas'];
type CanvasFactory = {
  create: (width: number, height: number) => { canvas: DrawnOn };
};

/** One page on white, so and so wide; a very long one is cut. */
export async function drawPage(pdf: PDFDocumentProxy, number: number, widthInPixels: number): Promise<Canvas> {
  const page = await pdf.getPage(number);
  const natural = page.getViewport({ scale: 1 });
  const viewport = page.getViewport({ scale: widthInPixels / natural.width });
  const height = Math.min(Math.ceil(viewport.height), tallestInWidths * widthInPixels);
  const { canvas } = (pdf.canvasFactory as CanvasFactory).create(widthInPixels, Math.max(height, 1));
  await page.render({ canvas, viewport, background: '#ffffff' }).promise;
  page.cleanup();
  const drawn: unknown = canvas;
  return drawn as Canvas;
}
