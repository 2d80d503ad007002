import { mkdtemp, rm, writeFile } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { buildPdf } from '@portal/adapters/pdf/build-pdf';
import { drawPage } from '@portal/adapters/pdf/child/draw-page';
import { openPdf } from '@portal/adapters/pdf/child/open-pdf';
import { a4, type PdfElement, type PdfPage } from '@portal/adapters/pdf/pdf-page';

/** 150 dots an inch of a sheet, as scanners are set. */
const widthInPixels = 1240;
const bytesAPixel = 4;

/** Pages of print, one line a string. */
export function printedPdf(pages: readonly (readonly string[])[]): Buffer {
  return pdfOf(pages.map((lines) => ({ ...a4, elements: lines.map(lineAt) })));
}

/** The same pages as a scanner makes them: pictures, without a word in them that a program could read. */
export async function scannedPdf(pages: readonly (readonly string[])[]): Promise<Buffer> {
  const folder = await mkdtemp(join(tmpdir(), 'portal-scan-'));
  try {
    const path = join(folder, 'printed.pdf');
    await writeFile(path, printedPdf(pages));
    const { pdf, close } = await openPdf(path);
    const pictures: PdfPage[] = [];
    for (let number = 1; number <= pages.length; number += 1) {
      const canvas = await drawPage(pdf, number, widthInPixels);
      const { width: columns, height: rows } = canvas;
      const { data } = canvas.getContext('2d').getImageData(0, 0, columns, rows);
      // Black on white: any one of its colours says how light a pixel is.
      const pixels = Uint8Array.from({ length: columns * rows }, (_, index) => data[index * bytesAPixel] ?? 0);
      pictures.push({ ...a4, elements: [{ kind: 'image', x: 0, y: 0, ...a4, columns, rows, pixels }] });
    }
    await close();
    return pdfOf(pictures);
  } finally {
    await rm(folder, { recursive: true, force: true });
  }
}

function pdfOf(pages: PdfPage[]): Buffer {
  const createdAt = new Date('2026-05-03T10:00:00Z');
  return buildPdf({ title: 'Letter', author: 'Clinic', createdAt, language: 'en', pages, compress: true });
}

const lineAt = (text: string, index: number): PdfElement => ({
  kind: 'text',
  x: 60,
  y: 90 + index * 24,
  text,
  font: 'helvetica',
  size: 14,
  color: [0, 0, 0],
  align: 'left',
});
