import { deflateSync } from 'node:zlib';

/** A sound PDF of one empty page that carries a file, packed as writers pack it. */
export function pdfWithAttachment(fileName: string, content: Buffer): Buffer {
  const packed = deflateSync(content);
  const objects: (string | Buffer)[] = [
    `<< /Type /Catalog /Pages 2 0 R /Names << /EmbeddedFiles << /Names [(${fileName}) 4 0 R] >> >> >>`,
    '<< /Type /Pages /Kids [3 0 R] /Count 1 >>',
    '<< /Type /Page /Parent 2 0 R /MediaBox [0 0 595 842] >>',
    `<< /Type /Filespec /F (${fileName}) /UF (${fileName}) /EF << /F 5 0 R >> >>`,
    Buffer.concat([
      Buffer.from(`<< /Type /EmbeddedFile /Filter /FlateDecode /Length ${packed.length} >>\nstream\n`),
      packed,
      Buffer.from('\nendstream'),
    ]),
  ];
  let body = Buffer.from('%PDF-1.7\n%\u00e2\u00e3\n', 'latin1');
  const rows = ['0000000000 65535 f \n'];
  for (const [index, object] of objects.entries()) {
    rows.push(`${String(body.length).padStart(10, '0')} 00000 n \n`);
    const head = Buffer.from(`${index + 1} 0 obj\n`);
    body = Buffer.concat([body, head, Buffer.from(object), Buffer.from('\nendobj\n')]);
  }
  const size = objects.length + 1;
  const end = `xref\n0 ${size}\n${rows.join('')}trailer\n<< /Size ${size} /Root 1 0 R >>\nstartxref\n${body.length}\n%%EOF\n`;
  return Buffer.concat([body, Buffer.from(end)]);
}
