import { closeSync, fstatSync, openSync, readSync } from 'node:fs';
import { dirname, join } from 'node:path';
import { fileURLToPath } from 'node:url';
import { getDocument, PDFDataRangeTransport, VerbosityLevel } from 'pdfjs-dist/legacy/build/pdf.mjs';
import type { PDFDocumentProxy } from 'pdfjs-dist/legacy/build/pdf.mjs';

const library = join(dirname(fileURLToPath(import.meta.resolve('pdfjs-dist/package.json'))));
const folderOf = (name: string): string => `${join(library, name)}/`;
// Pictures beyond that are left out of what is drawn.
const largestPictureInPixels = 40_000_000;

/** A PDF of which only the pieces that are needed are read: a file may be larger than what this process may hold. */
export async function openPdf(path: string): Promise<{ pdf: PDFDocumentProxy; close: () => Promise<void> }> {
  const file = openSync(path, 'r');
  const { size } = fstatSync(file);
  const transport = new PDFDataRangeTransport(size, null);
  transport.requestDataRange = (begin, end) => {
    const piece = Buffer.alloc(Math.min(end, size) - begin);
    const count = readSync(file, piece, 0, piece.length, begin);
    transport.onDataRange(begin, new Uint8Array(piece.subarray(0, count)));
  };
  const loading = getDocument({
    range: transport,
    disableAutoFetch: true,
    disableStream: true,
    enableXfa: false,
    useSystemFonts: false,
    maxImageSize: largestPictureInPixels,
    verbosity: VerbosityLevel.ERRORS,
    cMapUrl: folderOf('cmaps'),
    cMapPacked: true,
    standardFontDataUrl: folderOf('standard_fonts'),
    wasmUrl: folderOf('wasm'),
    iccUrl: folderOf('iccs'),
  });
  const close = async (): Promise<void> => {
    await loading.destroy();
    closeSync(file);
  };
  try {
    return { pdf: await loading.promise, close };
  } catch (error) {
    await close();
    throw error;
  }
}
