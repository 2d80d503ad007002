import { a4, type PdfElement } from '@portal/adapters/pdf/pdf-page';
import { type DemoDocument, patient } from '../demo-document.ts';
import { box, frame, grey, pale, rule, write } from '../ink.ts';

const green = [0.9, 0.95, 0.91] as const;
const [left, top, width] = [66, 70, a4.width - 132];

const field = (x: number, y: number, fieldWidth: number, label: string, lines: string[]): PdfElement[] => [
  frame(x, y, fieldWidth, 62, pale),
  write(x + 8, y + 14, label, { size: 7, color: grey }),
  ...lines.map((line, index) => write(x + 8, y + 30 + index * 13, line, { font: 'helveticaBold', size: 10 })),
];

/** Bars that look like a code and say nothing. */
const bars = (x: number, y: number): PdfElement[] =>
  Array.from({ length: 46 }, (_, index) => box(x + index * 4, y, ((index * 7) % 3) + 0.8, 34, [0, 0, 0]));

const pages = () => {
  const elements: PdfElement[] = [
    box(left, top, width, 46, [...green]),
    write(left + 12, top + 20, 'Mill Lane Practice', { font: 'helveticaBold', size: 13 }),
    write(left + 12, top + 36, 'Dr Anand Pillai · 3 Mill Lane, Northgate · 01632 960 311', { size: 8.5, color: grey }),
    write(left + width - 12, top + 28, 'Prescription', { font: 'helveticaBold', size: 12, align: 'right' }),
    ...field(left, top + 56, width / 2 - 5, 'PATIENT', [patient.name, '2 February 1951']),
    ...field(left + width / 2 + 5, top + 56, width / 2 - 5, 'ADDRESS', ['14 Mill Lane', 'Northgate']),
    box(left, top + 132, width, 250, [...green]),
    frame(left, top + 132, width, 250, grey),
    write(left + 16, top + 164, 'Rx', { font: 'timesItalic', size: 26 }),
    write(left + 60, top + 164, 'Amoxicillin 500 mg capsules', { font: 'timesBold', size: 15 }),
    write(left + 60, top + 184, '1 capsule three times a day for 7 days · 21 capsules', { font: 'times', size: 12 }),
    rule(left + 60, left + width - 16, top + 200),
    write(left + 60, top + 222, 'Stopped by telephone on 30 March 2026, before the first dose:', {
      font: 'timesBold',
      size: 12,
    }),
    write(left + 60, top + 240, 'allergy to penicillin (see allergy card). Given instead:', {
      font: 'times',
      size: 12,
    }),
    write(left + 60, top + 272, 'Doxycycline 100 mg capsules', { font: 'timesBold', size: 15 }),
    write(left + 60, top + 292, '2 on the first day, then 1 a day until day 7 · 8 capsules', {
      font: 'times',
      size: 12,
    }),
    write(left + 60, top + 310, 'with plenty of water, upright, no milk with it; keep out of the sun', {
      font: 'times',
      size: 12,
    }),
    write(left + 16, top + 366, 'No repeat. Valid until 27 April 2026.', { size: 9, color: grey }),
    ...field(left, top + 396, width / 2 - 5, 'DATE', ['30 March 2026']),
    ...field(left + width / 2 + 5, top + 396, width / 2 - 5, 'SIGNED', ['Dr A. Pillai', 'Prescriber 614 402']),
    ...bars(left, top + 484),
    write(left, top + 532, 'N4471-0932-0330-26', { font: 'courier', size: 9 }),
    write(left + width, top + 532, 'For the pharmacy: 1 of 1', { size: 8.5, color: grey, align: 'right' }),
  ];
  return [{ ...a4, elements }];
};

export const prescription: DemoDocument = {
  title: 'Prescription – amoxicillin',
  fileName: 'prescription_2026-03-30.pdf',
  category: 'prescription',
  documentDate: '2026-03-30',
  note: 'Not taken: penicillin allergy. Doxycycline instead.',
  author: 'Mill Lane Practice',
  language: 'en-GB',
  pages,
};
