import { closeSync, openSync, readSync } from 'node:fs';
import { constants, inflateSync } from 'node:zlib';
import type { PDFDocumentProxy } from 'pdfjs-dist/legacy/build/pdf.mjs';

const windowInBytes = 16 * 1024 * 1024;
// What is looked for is never longer.
const overlapInBytes = 4096;
const mostInflatedInBytes = 64 * 1024 * 1024;
const pagesLookedAt = 500;

const activeNames = /\/(?:JavaScript|Launch|EmbeddedFiles?|RichMedia|FileAttachment)(?![A-Za-z0-9])/;

/**
 * Script, launch actions, attachments: as pdf.js tells of them, and as their names stand in the file, in the streams of
 * packed objects too (ISO 32000-2, 7.5.7). What lies in packed objects of an encrypted file is pdf.js's to find.
 */
export async function hasActiveContent(pdf: PDFDocumentProxy, path: string): Promise<boolean> {
  return namesActiveContent(path) || (await tellsOfActiveContent(pdf));
}

async function tellsOfActiveContent(pdf: PDFDocumentProxy): Promise<boolean> {
  if ((await pdf.getJSActions()) !== null || (await pdf.getAttachments()) !== null) return true;
  for (let number = 1; number <= Math.min(pdf.numPages, pagesLookedAt); number += 1) {
    const page = await pdf.getPage(number);
    if ((await page.getJSActions()) !== null) return true;
    const annotations = (await page.getAnnotations()) as { subtype?: string; actions?: object | null }[];
    if (annotations.some(({ subtype, actions }) => subtype === 'FileAttachment' || Boolean(actions))) return true;
    page.cleanup();
  }
  return false;
}

/** True where the bytes name it, window by window, so that a large file needs no more memory than a small one. */
export function namesActiveContent(path: string): boolean {
  const file = openSync(path, 'r');
  try {
    const window = Buffer.alloc(windowInBytes);
    for (let at = 0; ; at += windowInBytes - overlapInBytes) {
      const count = readSync(file, window, 0, windowInBytes, at);
      const text = window.subarray(0, count).toString('latin1');
      if (activeNames.test(plainNames(text)) || packedObjectsIn(text, at, file).some(namesIt)) return true;
      if (count < windowInBytes) return false;
    }
  } finally {
    closeSync(file);
  }
}

const namesIt = (text: string): boolean => activeNames.test(plainNames(text));

/** A name may be spelt with the numbers of its letters: `/J#61vaScript`. */
function plainNames(text: string): string {
  return text.replaceAll(/#([0-9a-fA-F]{2})/g, (_, code: string) => String.fromCodePoint(Number.parseInt(code, 16)));
}

function packedObjectsIn(text: string, windowAt: number, file: number): string[] {
  const found: string[] = [];
  for (const { index } of text.matchAll(/\/ObjStm(?![A-Za-z0-9])/g)) {
    const stream = /stream\r?\n/.exec(text.slice(index, index + overlapInBytes));
    if (stream) found.push(inflateAt(file, windowAt + index + stream.index + stream[0].length));
  }
  return found;
}

/** As far as it goes: a stream that is cut or damaged holds what it holds. */
function inflateAt(file: number, position: number): string {
  const packed = Buffer.alloc(windowInBytes);
  const count = readSync(file, packed, 0, packed.length, position);
  try {
    const options = { finishFlush: constants.Z_SYNC_FLUSH, maxOutputLength: mostInflatedInBytes };
    return inflateSync(packed.subarray(0, count), options).toString('latin1');
  } catch {
    // No stream of that kind, or a bomb: a reader refuses it as well.
    return '';
  }
}
