import { createHash } from 'node:crypto';
import { buildPdf } from '@portal/adapters/pdf/build-pdf';
import { a4 } from '@portal/adapters/pdf/pdf-page';
import { createRandom } from '@portal/testing/upload-tools';

const digits = 12;
const nobody = '0'.repeat(digits);
/** As the information of a PDF has it. */
const asWritten = (text: string): string => Buffer.from(text, 'utf16le').swap16().toString('hex').toUpperCase();

export type Scan = { bytes: Buffer; sizeInBytes: number; sha256: string };

/** A page of a scanner: 200 kB of grey picture that no packing makes smaller, on A4. */
export function scanOf(number: number): Scan {
  const [columns, rows] = [400, 500];
  const random = createRandom(number);
  const pixels = Uint8Array.from({ length: columns * rows }, () => random(256));
  const bytes = buildPdf({
    title: `Scan ${number}`,
    author: nobody,
    createdAt: new Date('2026-05-03T10:00:00Z'),
    language: 'en',
    pages: [
      { ...a4, elements: [{ kind: 'image', x: 0, y: 0, width: a4.width, height: a4.height, columns, rows, pixels }] },
    ],
    compress: false,
  });
  return { bytes, sizeInBytes: bytes.length, sha256: createHash('sha256').update(bytes).digest('hex') };
}

/** The same scan by another author, so that it is another document: making each from the start would take its time. */
export function anotherScan({ bytes }: Pick<Scan, 'bytes'>, patient: number, upload: number): Buffer {
  const other = Buffer.from(bytes);
  const number = `${patient}`.padStart(digits / 2, '0') + `${upload}`.padStart(digits / 2, '0');
  other.write(asWritten(number), other.indexOf(asWritten(nobody)), 'latin1');
  return other;
}
