/** A PDF of these objects, numbered from 1, of which the first one is the catalog; sound where they are. */
export function rawPdf(objects: readonly (string | Buffer)[]): Buffer {
  const pieces = [Buffer.from('%PDF-1.7\n%\u00e2\u00e3\n', 'latin1')];
  let position = pieces[0]?.length ?? 0;
  const rows = ['0000000000 65535 f \n'];
  for (const [index, object] of objects.entries()) {
    rows.push(`${String(position).padStart(10, '0')} 00000 n \n`);
    const piece = Buffer.concat([Buffer.from(`${index + 1} 0 obj\n`), Buffer.from(object), Buffer.from('\nendobj\n')]);
    position += piece.length;
    pieces.push(piece);
  }
  const size = objects.length + 1;
  const trailer = `trailer\n<< /Size ${size} /Root 1 0 R >>\nstartxref\n${position}\n%%EOF\n`;
  return Buffer.concat([...pieces, Buffer.from(`xref\n0 ${size}\n${rows.join('')}${trailer}`)]);
}

/** An object that is a stream; `entries` of its dictionary beside its length. */
export function rawStream(entries: string, data: Buffer): Buffer {
  const head = `<< ${entries} /Length ${data.length} >>\nstream\n`;
  return Buffer.concat([Buffer.from(head), data, Buffer.from('\nendstream')]);
}
