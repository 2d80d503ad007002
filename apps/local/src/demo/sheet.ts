import { a4, type PdfColor, type PdfElement, type PdfFont, type PdfPage } from '@portal/adapters/pdf/pdf-page';
import { wrapText } from '@portal/adapters/pdf/pdf-text';
import { frame, grey, rule, write } from './ink.ts';
import { type Column, type Row, rowHeight, tableHead, tableHeadHeight, tableRow } from './table.ts';

export type Letterhead = {
  name: string;
  line: string;
  color: PdfColor;
  /** Set in serif where the house is an old one. */
  serif?: boolean;
  /** At the upper right of every page, above the page's number. */
  reference: string[];
  foot: string;
  pageOf?: (page: number, pages: number) => string;
};

export type Sheet = ReturnType<typeof createSheet>;

const left = 66;
const right = a4.width - 66;
const top = 118;
const bottom = a4.height - 82;

/** Paper with a letterhead that is filled from top to bottom and goes on with a new page where one is full. */
export const createSheet = (letterhead: Letterhead, body: { font: PdfFont; bold: PdfFont } = sans) => {
  const pages: PdfElement[][] = [[]];
  let y = top;
  const width = right - left;

  const newPage = (): void => {
    pages.push([]);
    y = top;
  };
  const add = (height: number, draw: (x: number, y: number, width: number) => PdfElement[]): void => {
    if (y + height > bottom) newPage();
    pages.at(-1)?.push(...draw(left, y, width));
    y += height;
  };
  const space = (height: number): void => {
    y += height;
  };
  const lines = (text: string, font: PdfFont, size: number, lineHeight: number, indent = 0): void => {
    for (const line of wrapText(text, font, size, width - indent)) {
      add(lineHeight, (x, at) => [write(x + indent, at + size, line, { font, size })]);
    }
  };
  const paragraph = (text: string): void => {
    lines(text, body.font, 10, 14.5);
    space(7);
  };
  const heading = (text: string): void => {
    // A heading stays with the first lines of what it heads.
    if (y + 80 > bottom) newPage();
    space(6);
    lines(text, body.bold, 11.5, 18);
    space(2);
  };
  const table = (columns: Column[], rows: Row[]): void => {
    const head = (): void => add(tableHeadHeight, (x, at) => tableHead(x, at, width, columns));
    if (y + 60 > bottom) newPage();
    head();
    for (const row of rows) {
      const height = rowHeight(row, width, columns);
      if (y + height > bottom) {
        newPage();
        head();
      }
      add(height, (x, at) => tableRow(x, at, width, columns, row));
    }
    space(12);
  };
  return {
    newPage,
    space,
    paragraph,
    heading,
    table,
    draw: add,
    title: (text: string): void => {
      lines(text, body.bold, 16, 24);
      space(6);
    },
    list: (items: string[], mark: (index: number) => string = () => '•'): void => {
      items.forEach((item, index) => {
        const wrapped = wrapText(item, body.font, 10, width - 18);
        wrapped.forEach((line, lineIndex) =>
          add(14.5, (x, at) => [
            ...(lineIndex === 0 ? [write(x + 2, at + 10, mark(index), { font: body.font, size: 10 })] : []),
            write(x + 18, at + 10, line, { font: body.font, size: 10 }),
          ]),
        );
        space(3);
      });
      space(6);
    },
    person: (facts: [string[], string[]]): void => {
      const height = 18 + Math.max(facts[0].length, facts[1].length) * 13;
      add(height, (x, at) => [
        frame(x, at, width, height),
        ...columnOf(facts[0], x + 11, at),
        ...columnOf(facts[1], x + width / 2 + 6, at),
      ]);
      space(14);
    },
    signature: (name: string, role: string): void => {
      add(76, (x, at) => [
        ...scribble(name, x + 4, at + 30),
        rule(x, x + 190, at + 42, grey),
        write(x, at + 56, name, { font: body.bold, size: 10 }),
        write(x, at + 69, role, { font: body.font, size: 9, color: grey }),
      ]);
    },
    pages: (): PdfPage[] =>
      pages.map((elements, index) => ({
        ...a4,
        elements: [...drawLetterhead(letterhead, index + 1, pages.length), ...elements],
      })),
  };
};

export const sans = { font: 'helvetica', bold: 'helveticaBold' } as const;
export const serif = { font: 'times', bold: 'timesBold' } as const;

const columnOf = (facts: string[], x: number, y: number): PdfElement[] =>
  facts.map((fact, index) =>
    write(x, y + 18 + index * 13, fact, { font: index === 0 ? 'timesBold' : 'times', size: 9.5 }),
  );

const drawLetterhead = (letterhead: Letterhead, page: number, pages: number): PdfElement[] => {
  const { name, line, color, reference, foot } = letterhead;
  const font = letterhead.serif === true ? 'timesBold' : 'helveticaBold';
  const pageOf = letterhead.pageOf ?? ((number, count) => `Page ${number} of ${count}`);
  return [
    write(left, 66, name, { font, size: 18, color }),
    write(left, 82, line, { size: 8.5, color: grey }),
    ...[...reference, pageOf(page, pages)].map((text, index) =>
      write(right, 56 + index * 12.5, text, { size: 8, color: grey, align: 'right' }),
    ),
    rule(left, right, a4.height - 58),
    write(left, a4.height - 44, foot, { size: 7.5, color: grey }),
  ];
};

/** A line that looks like a name written in a hurry; the same for the same name. */
const scribble = (name: string, x: number, y: number): PdfElement[] => {
  const points = Array.from(name.repeat(2).slice(0, 30), (character, index) => {
    const swing = ((character.codePointAt(0) ?? 0) * 37) % 19;
    return [x + index * 4.4, y + (index % 2 === 0 ? swing / 2.4 : -swing * 0.9)] as const;
  });
  return [{ kind: 'polyline', points, closed: false, stroke: [0.12, 0.2, 0.45], lineWidth: 1.1 }];
};
