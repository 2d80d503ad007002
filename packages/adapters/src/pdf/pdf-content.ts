import type { PdfCircle, PdfColor, PdfElement, PdfFont, PdfImage, PdfPage, PdfText } from './pdf-page.ts';
import { encodeWinAnsi, measureText } from './pdf-text.ts';

/** The names under which every page finds the standard fonts. */
export const fontNames: Record<PdfFont, { resource: string; baseFont: string }> = {
  helvetica: { resource: 'F1', baseFont: 'Helvetica' },
  helveticaBold: { resource: 'F2', baseFont: 'Helvetica-Bold' },
  helveticaOblique: { resource: 'F3', baseFont: 'Helvetica-Oblique' },
  times: { resource: 'F4', baseFont: 'Times-Roman' },
  timesBold: { resource: 'F5', baseFont: 'Times-Bold' },
  timesItalic: { resource: 'F6', baseFont: 'Times-Italic' },
  courier: { resource: 'F7', baseFont: 'Courier' },
};

/** Where a circle's four Bézier curves have their handles, as a part of the radius: 4/3·tan(π/8). */
const circleHandle = 0.5523;

export type PageContent = { operators: string; images: PdfImage[] };

/** The drawing operators of a page (ISO 32000-1, annex A); its images are named Im1, Im2 … in their order. */
export const drawPage = (page: PdfPage): PageContent => {
  const images = page.elements.filter((element) => element.kind === 'image');
  const drawn = page.elements.map((element) => drawElement(element, page.height, images));
  return { operators: drawn.join('\n'), images };
};

const drawElement = (element: PdfElement, pageHeight: number, images: PdfImage[]): string => {
  switch (element.kind) {
    case 'text':
      return drawText(element, pageHeight);
    case 'image': {
      const { x, y, width, height } = element;
      const place = [width, 0, 0, height, x, pageHeight - y - height].map(number).join(' ');
      return `q ${place} cm /Im${images.indexOf(element) + 1} Do Q`;
    }
    case 'rectangle': {
      const { x, y, width, height } = element;
      return paint(element, `${[x, pageHeight - y - height, width, height].map(number).join(' ')} re`);
    }
    case 'polyline': {
      const points = element.points.map(([x, y]) => `${number(x)} ${number(pageHeight - y)}`);
      return paint(element, `${points.join(' l ').replace(' l ', ' m ')} l${element.closed ? ' h' : ''}`);
    }
    case 'circle':
      return paint(element, circlePath(element, pageHeight));
  }
};

const drawText = ({ x, y, text, font, size, color, align }: PdfText, pageHeight: number): string => {
  const width = align === 'left' ? 0 : measureText(text, font, size);
  const start = align === 'right' ? x - width : x - width / 2;
  const place = `${number(start)} ${number(pageHeight - y)}`;
  return `BT ${colorOf(color)} rg /${fontNames[font].resource} ${number(size)} Tf ${place} Td ${literal(text)} Tj ET`;
};

const circlePath = ({ x, y, radius }: PdfCircle, pageHeight: number): string => {
  const [centerY, handle] = [pageHeight - y, radius * circleHandle];
  const point = (right: number, up: number): string => `${number(x + right)} ${number(centerY + up)}`;
  const curve = (...points: [number, number][]): string => `${points.map(([a, b]) => point(a, b)).join(' ')} c`;
  return [
    `${point(radius, 0)} m`,
    curve([radius, handle], [handle, radius], [0, radius]),
    curve([-handle, radius], [-radius, handle], [-radius, 0]),
    curve([-radius, -handle], [-handle, -radius], [0, -radius]),
    curve([handle, -radius], [radius, -handle], [radius, 0]),
    'h',
  ].join(' ');
};

type Paint = { fill?: PdfColor; stroke?: PdfColor; lineWidth?: number; dash?: number[] };

const paint = ({ fill, stroke, lineWidth = 1, dash = [] }: Paint, path: string): string => {
  const fillSetting = fill === undefined ? '' : `${colorOf(fill)} rg `;
  const strokeSetting = stroke === undefined ? '' : `${colorOf(stroke)} RG `;
  const operator = fill === undefined ? (stroke === undefined ? 'n' : 'S') : stroke === undefined ? 'f' : 'B';
  const line = `${number(lineWidth)} w [${dash.map(number).join(' ')}] 0 d `;
  return `q ${fillSetting}${strokeSetting}${line}${path} ${operator} Q`;
};

const colorOf = (color: PdfColor): string => color.map(number).join(' ');

const number = (value: number): string => String(Math.round(value * 1000) / 1000);

/** A string object in parentheses; what is not plain ASCII is written as octal codes. */
export const literal = (text: string): string => {
  const characters = encodeWinAnsi(text).map((code) => {
    const character = String.fromCodePoint(code);
    if ('()\\'.includes(character)) return `\\${character}`;
    return code < 0x7f ? character : `\\${code.toString(8)}`;
  });
  return `(${characters.join('')})`;
};
