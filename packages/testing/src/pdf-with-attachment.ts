import { deflateSync } from 'node:zlib';
import { rawPdf, rawStream } from './raw-pdf.ts';

/** A sound PDF of one empty page that carries a file, packed as writers pack it. */
export function pdfWithAttachment(fileName: string, content: Buffer): Buffer {
  return rawPdf([
    `<< /Type /Catalog /Pages 2 0 R /Names << /EmbeddedFiles << /Names [(${fileName}) 4 0 R] >> >> >>`,
    '<< /Type /Pages /Kids [3 0 R] /Count 1 >>',
    '<< /Type /Page /Parent 2 0 R /MediaBox [0 0 595 842] >>',
    `<< /Type /Filespec /F (${fileName}) /UF (${fileName}) /EF << /F 5 0 R >> >>`,
    rawStream('/Type /EmbeddedFile /Filter /FlateDecode', deflateSync(content)),
  ]);
}
