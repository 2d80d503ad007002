/** How many bytes have to be seen before one can say what a file is. */
export const headerLength = 12;

const pdf = Buffer.from('%PDF-');
const byteOrderMark = Buffer.from([0xef, 0xbb, 0xbf]);
const pictures = [
  Buffer.from([0x89, 0x50, 0x4e, 0x47]), // PNG
  Buffer.from([0xff, 0xd8, 0xff]), // JPEG
  Buffer.from('GIF8'),
  Buffer.from('II*\0'), // TIFF
  Buffer.from('MM\0*'),
];

/**
 * What a file is by its first bytes: content decides, never the name or the type it was sent with.
 * `%PDF-` has to stand at byte 0, or right after a UTF-8 byte order mark. Give `headerLength` bytes, or all there are.
 */
export function kindOfFile(firstBytes: Buffer): 'empty' | 'pdf' | 'picture' | 'other' {
  if (firstBytes.length === 0) return 'empty';
  if (startsWith(firstBytes, pdf) || startsWith(firstBytes, Buffer.concat([byteOrderMark, pdf]))) return 'pdf';
  const isHeic = firstBytes.subarray(4, 8).equals(Buffer.from('ftyp'));
  const isWebp = startsWith(firstBytes, Buffer.from('RIFF')) && firstBytes.subarray(8, 12).equals(Buffer.from('WEBP'));
  return isHeic || isWebp || pictures.some((start) => startsWith(firstBytes, start)) ? 'picture' : 'other';
}

function startsWith(bytes: Buffer, start: Buffer): boolean {
  return bytes.subarray(0, start.length).equals(start);
}
