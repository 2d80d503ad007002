import { deflateSync } from 'node:zlib';
import { drawPage, fontNames, literal, type PageContent } from './pdf-content.ts';
import type { PdfImage, PdfPage } from './pdf-page.ts';

export type PdfDescription = {
  title: string;
  author: string;
  createdAt: Date;
  /** BCP 47, for screen readers. */
  language: string;
  pages: PdfPage[];
  /** Off where a test wants to read what is inside. */
  compress: boolean;
};

const catalogNumber = 1;
const pagesNumber = 2;
const informationNumber = 3;
const firstFontNumber = 4;
const firstFreeNumber = firstFontNumber + Object.keys(fontNames).length;

type PdfObject = { number: number; body: Buffer };

/**
 * Writes a PDF 1.7 document (ISO 32000-1) with the standard fonts in WinAnsiEncoding. The same description always gives
 * the same bytes. Throws a RangeError for a character that the fonts do not have.
 */
export const buildPdf = (description: PdfDescription): Buffer => {
  const pages = description.pages.map(drawPage);
  const pageNumbers = numberPages(pages);
  const objects = [
    ...documentObjects(description, pageNumbers),
    ...pages.flatMap((content, index) =>
      pageObjects(content, description.pages[index] as PdfPage, pageNumbers[index] as number, description.compress),
    ),
  ];
  return assemble(objects);
};

/** A page takes its own number, the next one for its content, and one more for each of its images. */
const numberPages = (pages: PageContent[]): number[] => {
  let next = firstFreeNumber;
  return pages.map(({ images }) => {
    const own = next;
    next += 2 + images.length;
    return own;
  });
};

const documentObjects = (description: PdfDescription, pageNumbers: number[]): PdfObject[] => {
  const { title, author, createdAt, language } = description;
  const kids = pageNumbers.map((pageNumber) => `${pageNumber} 0 R`).join(' ');
  const date = `D:${createdAt.toISOString().replace(/\D/g, '').slice(0, 14)}Z`;
  return [
    dictionary(catalogNumber, `/Type /Catalog /Pages ${pagesNumber} 0 R /Lang ${literal(language)}`),
    dictionary(pagesNumber, `/Type /Pages /Count ${pageNumbers.length} /Kids [${kids}]`),
    dictionary(
      informationNumber,
      `/Title ${unicodeString(title)} /Author ${unicodeString(author)} /CreationDate (${date})`,
    ),
    ...Object.values(fontNames).map(({ baseFont }, index) =>
      dictionary(
        firstFontNumber + index,
        `/Type /Font /Subtype /Type1 /BaseFont /${baseFont} /Encoding /WinAnsiEncoding`,
      ),
    ),
  ];
};

const pageObjects = (
  { operators, images }: PageContent,
  page: PdfPage,
  pageNumber: number,
  compress: boolean,
): PdfObject[] => {
  const contentNumber = pageNumber + 1;
  const fonts = Object.values(fontNames).map(({ resource }, index) => `/${resource} ${firstFontNumber + index} 0 R`);
  const pictures = images.map((_, index) => `/Im${index + 1} ${contentNumber + 1 + index} 0 R`);
  const resources = `<< /Font << ${fonts.join(' ')} >> /XObject << ${pictures.join(' ')} >> >>`;
  return [
    dictionary(
      pageNumber,
      `/Type /Page /Parent ${pagesNumber} 0 R /MediaBox [0 0 ${page.width} ${page.height}] ` +
        `/Resources ${resources} /Contents ${contentNumber} 0 R`,
    ),
    stream(contentNumber, '', Buffer.from(operators, 'latin1'), compress),
    ...images.map((image, index) => imageObject(contentNumber + 1 + index, image)),
  ];
};

const imageObject = (number: number, { columns, rows, pixels }: PdfImage): PdfObject =>
  stream(
    number,
    `/Type /XObject /Subtype /Image /Width ${columns} /Height ${rows} /ColorSpace /DeviceGray /BitsPerComponent 8`,
    Buffer.from(pixels),
    true,
  );

const dictionary = (number: number, entries: string): PdfObject => ({
  number,
  body: Buffer.from(`<< ${entries} >>`, 'latin1'),
});

const stream = (number: number, entries: string, data: Buffer, compress: boolean): PdfObject => {
  const written = compress ? deflateSync(data, { level: 9 }) : data;
  const filter = compress ? '/Filter /FlateDecode ' : '';
  const head = `<< ${entries} ${filter}/Length ${written.length} >>\nstream\n`;
  return { number, body: Buffer.concat([Buffer.from(head, 'latin1'), written, Buffer.from('\nendstream')]) };
};

/** UTF-16 with its byte order mark, which titles may hold beside PDFDocEncoding. */
const unicodeString = (text: string): string =>
  `<FEFF${Buffer.from(text, 'utf16le').swap16().toString('hex').toUpperCase()}>`;

const assemble = (objects: PdfObject[]): Buffer => {
  // The second line's bytes above 127 tell transfer programs that the file is binary.
  const parts = [Buffer.from('%PDF-1.7\n%\xe2\xe3\xcf\xd3\n', 'latin1')];
  let offset = parts[0]?.length ?? 0;
  const offsets: number[] = [];
  for (const { number, body } of objects) {
    const object = Buffer.concat([Buffer.from(`${number} 0 obj\n`), body, Buffer.from('\nendobj\n')]);
    offsets.push(offset);
    offset += object.length;
    parts.push(object);
  }
  const entries = offsets.map((objectOffset) => `${String(objectOffset).padStart(10, '0')} 00000 n \n`);
  const table = `xref\n0 ${objects.length + 1}\n0000000000 65535 f \n${entries.join('')}`;
  const trailer = `trailer\n<< /Size ${objects.length + 1} /Root ${catalogNumber} 0 R /Info ${informationNumber} 0 R >>\n`;
  return Buffer.concat([...parts, Buffer.from(`${table}${trailer}startxref\n${offset}\n%%EOF\n`)]);
};
