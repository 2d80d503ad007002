import type { UploadFailure } from './upload.ts';

/** Readers of PDF look for the header within the first 1024 bytes (PDF 1.7, appendix H.3.4.1). */
const headerWindowInBytes = 1024;

const pictures: readonly { at: number; bytes: string }[] = [
  { at: 0, bytes: '\u00ff\u00d8\u00ff' },
  { at: 0, bytes: '\u0089PNG' },
  { at: 0, bytes: 'GIF8' },
  { at: 0, bytes: 'BM' },
  { at: 0, bytes: 'II*\u0000' },
  { at: 0, bytes: 'MM\u0000*' },
  { at: 4, bytes: 'ftyphei' },
  { at: 4, bytes: 'ftypmif1' },
  { at: 4, bytes: 'ftypavif' },
  { at: 8, bytes: 'WEBP' },
];

/**
 * What is wrong with a file that can be seen before it is sent, or `undefined`. Reads its first kilobyte.
 * The portal looks again, and deeper: this only spares a wait.
 */
export async function checkFile(file: Blob, maxSizeInBytes: number): Promise<UploadFailure | undefined> {
  if (file.size > maxSizeInBytes) return { kind: 'too-large', sizeInBytes: file.size, maxSizeInBytes };
  if (file.size === 0) return { kind: 'empty' };
  const start = await readStart(file);
  if (start === undefined) return { kind: 'unreadable' };
  if (start.includes('%PDF-')) return undefined;
  return pictures.some(({ at, bytes }) => start.startsWith(bytes, at)) ? { kind: 'picture' } : { kind: 'not-a-pdf' };
}

/** Whether the browser can still read a file that was chosen before. */
export async function canRead(file: Blob): Promise<boolean> {
  return (await readStart(file)) !== undefined;
}

/** One character a byte; `undefined` where the browser cannot read it (a folder, a file that has gone). */
async function readStart(file: Blob): Promise<string | undefined> {
  try {
    const bytes = await file.slice(0, headerWindowInBytes).arrayBuffer();
    return String.fromCodePoint(...new Uint8Array(bytes));
  } catch (error) {
    if (error instanceof DOMException) return undefined;
    throw error;
  }
}
