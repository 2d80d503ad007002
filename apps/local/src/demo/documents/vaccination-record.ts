import { a4, type PdfElement } from '@portal/adapters/pdf/pdf-page';
import { type DemoDocument, patient } from '../demo-document.ts';
import { box, grey, ring, write } from '../ink.ts';
import { type Column, type Row, rowHeight, tableHead, tableHeadHeight, tableRow } from '../table.ts';

const yellow = [0.9, 0.76, 0.25] as const;
const [left, width] = [54, a4.width - 108];

const columns: Column[] = [
  { label: 'Date', share: 0.16 },
  { label: 'Against', share: 0.3 },
  { label: 'Vaccine', share: 0.22 },
  { label: 'Batch', share: 0.14 },
  { label: 'Given by', share: 0.18 },
];

const given: string[][] = [
  ['9 Jan 2026', 'Pneumococci (single dose)', 'Pneumavax 20', 'PV20-4471', 'Dr A. Pillai'],
  ['14 Oct 2025', 'Influenza 2025/26, high dose', 'Fluvanta HD', 'FV-25H-118', 'Dr A. Pillai'],
  ['14 Oct 2025', 'COVID-19, booster', 'Coronexa LP', 'CX-90331', 'Dr A. Pillai'],
  ['3 Jun 2025', 'Shingles, second of two', 'Zostrelix', 'ZX-7716', 'Dr A. Pillai'],
  ['1 Apr 2025', 'Shingles, first of two', 'Zostrelix', 'ZX-7520', 'Dr A. Pillai'],
  ['10 Oct 2024', 'Influenza 2024/25, high dose', 'Fluvanta HD', 'FV-24H-092', 'Dr A. Pillai'],
  ['22 May 2023', 'Tetanus, diphtheria, pertussis', 'Tridoma', 'TD3-0915', 'Dr A. Pillai'],
  ['18 Nov 2021', 'COVID-19, third dose', 'Coronexa', 'CX-30118', 'Vaccination centre'],
  ['12 May 2021', 'COVID-19, second dose', 'Coronexa', 'CX-11290', 'Vaccination centre'],
  ['14 Apr 2021', 'COVID-19, first dose', 'Coronexa', 'CX-10044', 'Vaccination centre'],
];

const earlier: string[][] = [
  ['2 Sep 2013', 'Tetanus, diphtheria, polio', 'Repevanta', 'RP-5512', 'Dr H. Lindqvist'],
  ['11 Feb 2009', 'Hepatitis A and B, third of three', 'Twinora', 'TW-808', 'Dr H. Lindqvist'],
  ['15 Sep 2008', 'Hepatitis A and B, second of three', 'Twinora', 'TW-771', 'Dr H. Lindqvist'],
  ['14 Aug 2008', 'Hepatitis A and B, first of three', 'Twinora', 'TW-760', 'Dr H. Lindqvist'],
  ['6 Jul 2008', 'Yellow fever', 'Flavivor', 'YF-2207', 'Institut Sévigné, Lyon'],
  ['1 Mar 2003', 'Tetanus, diphtheria', 'Tedivar', 'TE-19', 'Dr H. Lindqvist'],
];

const head = (page: number): PdfElement[] => [
  box(0, 0, a4.width, 92, [...yellow]),
  write(left, 46, 'Vaccination record', { font: 'timesBold', size: 22 }),
  write(left, 66, 'Carnet de vaccination · Impfausweis · Cartilla de vacunación', { font: 'timesItalic', size: 11 }),
  write(a4.width - left, 46, `${page} / 2`, { font: 'timesBold', size: 13, align: 'right' }),
  write(left, 120, patient.name, { font: 'timesBold', size: 12 }),
  write(left, 136, `${patient.born} · ${patient.number}`, { font: 'times', size: 10.5 }),
];

const list = (top: number, entries: string[][]): PdfElement[] => {
  let y = top + tableHeadHeight;
  const drawn = entries.flatMap((cells) => {
    const row: Row = { cells };
    const elements = tableRow(left, y, width, columns, row);
    y += rowHeight(row, width, columns);
    return elements;
  });
  return [...tableHead(left, top, width, columns), ...drawn];
};

const stamp = (x: number, y: number, lines: string[]): PdfElement[] => [
  ring(x, y, 34, [0.2, 0.25, 0.6], 1.4),
  ring(x, y, 30, [0.2, 0.25, 0.6], 0.6),
  ...lines.map((line, index) =>
    write(x, y - 6 + index * 11, line, { font: 'helveticaBold', size: 7.5, color: [0.2, 0.25, 0.6], align: 'center' }),
  ),
];

const pages = () => [
  {
    ...a4,
    elements: [
      ...head(1),
      ...list(160, given),
      ...stamp(a4.width - 110, 700, ['MILL LANE', 'PRACTICE', 'Northgate']),
      write(left, 700, 'Next: influenza in October 2026, tetanus in May 2033.', { font: 'times', size: 11 }),
      write(left, 780, 'Keep this record. It replaces none of the originals that you may have.', {
        size: 8,
        color: grey,
      }),
    ],
  },
  {
    ...a4,
    elements: [
      ...head(2),
      write(left, 168, 'Earlier entries, copied from the yellow booklet', { font: 'timesBold', size: 12 }),
      ...list(180, earlier),
      ...stamp(a4.width - 110, 480, ['SEEN', '9 JAN 2026', 'A. Pillai']),
      write(left, 470, 'Measles: two doses in childhood by her own account; antibodies present (2003).', {
        font: 'times',
        size: 11,
      }),
      write(left, 488, 'No reaction to a vaccine is known.', { font: 'times', size: 11 }),
    ],
  },
];

export const vaccinationRecord: DemoDocument = {
  title: 'Vaccination record',
  fileName: 'vaccination-record.pdf',
  category: 'vaccination',
  documentDate: '2026-01-09',
  note: '',
  author: 'Mill Lane Practice',
  language: 'en-GB',
  pages,
};
