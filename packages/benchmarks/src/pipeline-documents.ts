import { printedPdf, scannedPdf } from '@portal/testing/scanned-pdf';

const words = 'blood pressure was measured twice and lies within the range that was agreed on at the last visit'.split(
  ' ',
);
const linesAPage = 40;
const wordsALine = 11;

/** Documents as patients have them: letters of one to six pages, and two that came out of a scanner. */
export async function pipelineDocuments(): Promise<(seed: number) => Buffer> {
  const originals = [
    printedPdf(pagesOf(1)),
    printedPdf(pagesOf(2)),
    await scannedPdf(pagesOf(1)),
    printedPdf(pagesOf(3)),
    printedPdf(pagesOf(6)),
    await scannedPdf(pagesOf(2)),
  ];
  // What stands behind its end makes a document another one, and means nothing.
  return (seed) => Buffer.concat([originals[seed % originals.length] as Buffer, Buffer.from(`%${seed}\n`)]);
}

function pagesOf(count: number): string[][] {
  const line = (from: number): string =>
    Array.from({ length: wordsALine }, (_, at) => words[(from * 7 + at) % words.length]).join(' ');
  return Array.from({ length: count }, (_, page) =>
    Array.from({ length: linesAPage }, (_unused, at) => line(page * linesAPage + at)),
  );
}
