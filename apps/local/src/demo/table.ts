import type { PdfElement } from '@portal/adapters/pdf/pdf-page';
import { wrapText } from '@portal/adapters/pdf/pdf-text';
import { black, box, grey, rule, wash, write } from './ink.ts';

export type Column = {
  label: string;
  /** A share of the table's width; all shares together are 1. */
  share: number;
  align?: 'left' | 'right';
};

/** A cell is a text, or a drawing that is given its left edge, the row's middle and its width. */
export type Cell = string | ((x: number, y: number, width: number) => PdfElement[]);

export type Row = { cells: Cell[]; emphasis?: boolean };

const size = 9;
const lineHeight = 12;
const padding = 6;

export const tableHead = (x: number, y: number, width: number, columns: Column[]): PdfElement[] => [
  ...place(columns, x, width).map(({ column, left, right }) =>
    column.align === 'right'
      ? write(right, y + 13, column.label, { font: 'helveticaBold', size: 8.5, align: 'right' })
      : write(left, y + 13, column.label, { font: 'helveticaBold', size: 8.5 }),
  ),
  rule(x, x + width, y + 20, black, 0.9),
];

export const tableHeadHeight = 20;

/** How high a row is: its longest cell is wrapped to its column. */
export const rowHeight = (row: Row, width: number, columns: Column[]): number => {
  const lines = place(columns, 0, width).map(({ left, right }, index) => {
    const cell = row.cells[index];
    return typeof cell === 'string' ? wrapText(cell, 'helvetica', size, right - left).length : 1;
  });
  return Math.max(...lines) * lineHeight + 8;
};

export const tableRow = (x: number, y: number, width: number, columns: Column[], row: Row): PdfElement[] => {
  const height = rowHeight(row, width, columns);
  const font = row.emphasis === true ? 'helveticaBold' : 'helvetica';
  const cells = place(columns, x, width).flatMap(({ column, left, right }, index) => {
    const cell = row.cells[index] ?? '';
    if (typeof cell !== 'string') return cell(left, y + height / 2, right - left);
    return wrapText(cell, font, size, right - left).map((line, lineIndex) =>
      write(column.align === 'right' ? right : left, y + 13.5 + lineIndex * lineHeight, line, {
        font,
        size,
        align: column.align ?? 'left',
        color: row.emphasis === true ? black : [0.16, 0.17, 0.17],
      }),
    );
  });
  const background = row.emphasis === true ? [box(x, y, width, height, wash)] : [];
  return [...background, ...cells, rule(x, x + width, y + height)];
};

const place = (columns: Column[], x: number, width: number) => {
  let start = x;
  return columns.map((column) => {
    const left = start + padding;
    start += column.share * width;
    return { column, left, right: start - padding };
  });
};

/** A bar with the usual range in its middle and a mark where the value lies; ends a quarter of the range outside. */
export const rangeBar =
  (value: number, from: number, to: number): Cell =>
  (x, y, width) => {
    const margin = (to - from) / 2;
    const position = (number: number): number => x + ((number - from + margin) / (to - from + 2 * margin)) * width;
    const mark = Math.min(x + width - 2, Math.max(x, position(value) - 1));
    return [
      box(x, y - 2, width, 4, [0.9, 0.9, 0.88]),
      box(position(from), y - 2, position(to) - position(from), 4, [0.74, 0.83, 0.78]),
      box(mark, y - 4, 2, 8, black),
    ];
  };

export const raised =
  (base: string, exponent: string, rest: string): Cell =>
  (x, y) => [
    write(x, y + 3, base, { size }),
    write(x + 10.2, y - 0.5, exponent, { size: 6 }),
    write(x + 10.2 + exponent.length * 3.5, y + 3, rest, { size, color: grey }),
  ];
