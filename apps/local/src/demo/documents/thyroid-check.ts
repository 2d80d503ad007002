import type { PdfElement } from '@portal/adapters/pdf/pdf-page';
import { type DemoDocument, patient } from '../demo-document.ts';
import { box, curve, disc, frame, grey, pale, write } from '../ink.ts';
import { createSheet } from '../sheet.ts';
import { rangeBar } from '../table.ts';

const blue = [0.12, 0.24, 0.43] as const;
const values: [year: string, tsh: number][] = [
  ['2019', 2.6],
  ['2020', 2.9],
  ['2021', 3.4],
  ['2022', 3.1],
  ['2023', 3.9],
  ['2024', 4.6],
  ['2025', 2.3],
];

const trend = (x: number, y: number, width: number): PdfElement[] => {
  const [left, top, height] = [x + 30, y + 10, 130];
  const right = x + width - 10;
  const down = (value: number): number => top + height - (value / 6) * height;
  const points = values.map(
    ([, value], index) => [left + 24 + (index / (values.length - 1)) * (right - left - 48), down(value)] as const,
  );
  return [
    box(left, down(4.2), right - left, down(0.3) - down(4.2), [0.9, 0.95, 0.92]),
    ...[0, 2, 4, 6].flatMap((value) => [
      curve(
        [
          [left, down(value)],
          [right, down(value)],
        ],
        pale,
        0.5,
      ),
      write(left - 8, down(value) + 3, String(value), { size: 8, color: grey, align: 'right' }),
    ]),
    frame(left, top, right - left, height, grey),
    curve(points, [...blue], 1.4),
    ...points.map(([pointX, pointY]) => disc(pointX, pointY, 3, [...blue])),
    ...values.map(([year], index) =>
      write(points[index]?.[0] ?? 0, top + height + 14, year, { size: 8, color: grey, align: 'center' }),
    ),
  ];
};

const pages = () => {
  const sheet = createSheet({
    name: 'Northgate Pathology',
    line: 'Laboratory medicine · 2 Hospital Road, Northgate',
    color: [...blue],
    reference: ['Report 25-311 077', 'Printed 12 November 2025'],
    foot: 'Northgate Pathology · accredited laboratory 0417 · results by telephone 01632 960 118, weekdays 8 to 18',
  });
  sheet.title('Thyroid and kidney, yearly check');
  sheet.person([
    [patient.name, patient.born, patient.address],
    [patient.number, 'Requested by Dr A. Pillai', 'Received 12 November 2025, 07:55'],
  ]);
  sheet.table(
    [
      { label: 'Test', share: 0.31 },
      { label: 'Result', share: 0.12, align: 'right' },
      { label: 'Unit', share: 0.145 },
      { label: 'Usual range', share: 0.175 },
      { label: '', share: 0.25 },
    ],
    [
      { cells: ['TSH', '2.3', 'mU/L', '0.3 – 4.2', rangeBar(2.3, 0.3, 4.2)] },
      { cells: ['Free T4', '15.1', 'pmol/L', '9.0 – 19.1', rangeBar(15.1, 9, 19.1)] },
      { cells: ['Free T3', '4.4', 'pmol/L', '2.6 – 5.7', rangeBar(4.4, 2.6, 5.7)] },
      { cells: ['TPO antibodies', '12', 'kU/L', 'under 34', rangeBar(12, 0, 34)] },
      { cells: ['Creatinine', '84', 'µmol/L', '45 – 84', rangeBar(84, 45, 84)] },
      { cells: ['eGFR', '64', 'mL/min', 'over 60', rangeBar(64, 60, 120)] },
    ],
  );
  sheet.heading('TSH over the years, in mU/L');
  sheet.draw(172, trend);
  sheet.paragraph('The green band is the usual range. The raised value of 2024 was taken during an infection.');
  sheet.signature('Dr Ingrid Solheim', 'Consultant in laboratory medicine');
  return sheet.pages();
};

export const thyroidCheck: DemoDocument = {
  title: 'Thyroid and kidney check',
  fileName: 'lab-25-311077.pdf',
  category: 'lab_result',
  documentDate: '2025-11-12',
  note: '',
  author: 'Northgate Pathology',
  language: 'en-GB',
  pages,
};
