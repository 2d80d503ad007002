import { Buffer } from 'node:buffer';

export type TestPdf = {
  /** The text of each page; a page may have several lines. */
  pages: readonly string[];
  /** Runs when a reader that knows JavaScript opens the document. */
  script?: string;
  /** Grows the file to about this size, with bytes no reader looks at. */
  sizeInBytes?: number;
};

/** A small, sound PDF 1.7 (ISO 32000-1) with Helvetica. The same input gives the same bytes. */
export function buildTestPdf({ pages, script, sizeInBytes = 0 }: TestPdf): Buffer {
  const pageNumber = (index: number): number => 4 + index * 2;
  const kids = pages.map((_, index) => `${pageNumber(index)} 0 R`).join(' ');
  const action = script ? ` /OpenAction << /S /JavaScript /JS (${escape(script)}) >>` : '';
  const objects = [
    `<< /Type /Catalog /Pages 2 0 R${action} >>`,
    `<< /Type /Pages /Kids [${kids}] /Count ${pages.length} >>`,
    '<< /Type /Font /Subtype /Type1 /BaseFont /Helvetica /Encoding /WinAnsiEncoding >>',
    ...pages.flatMap((text, index) => [
      `<< /Type /Page /Parent 2 0 R /MediaBox [0 0 595 842] /Resources << /Font << /F1 3 0 R >> >> /Contents ${
        pageNumber(index) + 1
      } 0 R >>`,
      stream(drawText(text)),
    ]),
    stream('x'.repeat(sizeInBytes)),
  ];
  return assemble(objects);
}

/** A PDF that a browser told to guess would take for a page: script and all. */
export function buildPolyglot(): Buffer {
  const html = '<html><body><script>document.title = "taken over"; alert(1)</script><h1>taken over</h1></body></html>';
  return Buffer.concat([Buffer.from(`%PDF-1.7\n%${html}\n`), buildTestPdf({ pages: ['Polyglot'] })]);
}

function drawText(text: string): string {
  const lines = text.split('\n').map((line) => `(${escape(line)}) Tj T*`);
  return `BT /F1 18 Tf 22 TL 72 740 Td ${lines.join(' ')} ET`;
}

function escape(text: string): string {
  return text.replaceAll(/[\\()]/g, String.raw`\$&`);
}

function stream(content: string): string {
  return `<< /Length ${content.length} >>\nstream\n${content}\nendstream`;
}

function assemble(objects: readonly string[]): Buffer {
  let body = '%PDF-1.7\n';
  const offsets = objects.map((object, index) => {
    const offset = body.length;
    body += `${index + 1} 0 obj\n${object}\nendobj\n`;
    return offset;
  });
  const entries = offsets.map((offset) => `${String(offset).padStart(10, '0')} 00000 n \n`).join('');
  const table = `xref\n0 ${objects.length + 1}\n0000000000 65535 f \n${entries}`;
  const trailer = `trailer\n<< /Size ${objects.length + 1} /Root 1 0 R >>\nstartxref\n${body.length}\n%%EOF\n`;
  return Buffer.from(body + table + trailer, 'latin1');
}
