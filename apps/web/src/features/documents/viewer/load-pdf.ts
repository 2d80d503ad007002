import { getDocument, GlobalWorkerOptions, VerbosityLevel } from 'pdfjs-dist';
import type { PDFDocumentLoadingTask, PDFDocumentProxy } from 'pdfjs-dist';
import workerUrl from 'pdfjs-dist/build/pdf.worker.min.mjs?url';

GlobalWorkerOptions.workerSrc = workerUrl;

/** Where the build puts what PDF.js fetches when a document asks for it. */
const assets = '/pdfjs';
/** Each piece is a request of its own and an address signed anew: fewer, larger ones. */
const pieceSizeInBytes = 1024 * 1024;

export type Pdf = PDFDocumentProxy;

/**
 * Begins to read a PDF piece by piece, as pages need them. Nothing in it is run: no scripts, no forms of XFA, and no
 * WebAssembly, so that the content security policy need not allow any.
 */
export function beginPdf(url: string): PDFDocumentLoadingTask {
  return getDocument({
    url,
    rangeChunkSize: pieceSizeInBytes,
    disableAutoFetch: true,
    disableStream: true,
    cMapUrl: `${assets}/cmaps/`,
    cMapPacked: true,
    standardFontDataUrl: `${assets}/standard_fonts/`,
    iccUrl: `${assets}/iccs/`,
    wasmUrl: `${assets}/wasm/`,
    useWasm: false,
    useSystemFonts: false,
    enableXfa: false,
    verbosity: VerbosityLevel.ERRORS,
  });
}
