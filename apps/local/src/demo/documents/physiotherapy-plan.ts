import type { PdfElement } from '@portal/adapters/pdf/pdf-page';
import { type DemoDocument, patient } from '../demo-document.ts';
import { curve, disc, grey, pale, write } from '../ink.ts';
import { createSheet } from '../sheet.ts';

const orange = [0.78, 0.36, 0.08] as const;
const bending = [95, 98, 104, 108, 113, 118, 122];

const progress = (x: number, y: number, width: number): PdfElement[] => {
  const [left, bottom, height] = [x + 34, y + 130, 110];
  const step = (width - 60) / (bending.length - 1);
  const points = bending.map((angle, week) => [left + week * step, bottom - ((angle - 80) / 60) * height] as const);
  return [
    ...[80, 95, 110, 125, 140].flatMap((angle) => {
      const lineY = bottom - ((angle - 80) / 60) * height;
      return [
        curve(
          [
            [left, lineY],
            [left + width - 60, lineY],
          ],
          pale,
          0.5,
        ),
        write(left - 8, lineY + 3, `${angle}°`, { size: 8, color: grey, align: 'right' }),
      ];
    }),
    curve(points, [...orange], 1.6, [5, 3]),
    ...points.slice(0, 2).map(([pointX, pointY]) => disc(pointX, pointY, 3.5, [...orange])),
    ...bending.map((_, week) =>
      write(left + week * step, bottom + 16, week === 0 ? 'today' : `week ${week}`, {
        size: 8,
        color: grey,
        align: 'center',
      }),
    ),
  ];
};

const pages = () => {
  const sheet = createSheet({
    name: 'Riverside Physiotherapy',
    line: 'Jürgen Weiß and Priya Natarajan · 5 Riverside, Northgate',
    color: [...orange],
    reference: ['Plan 26-214', '30 April 2026'],
    foot: 'Riverside Physiotherapy · 01632 960 812 · please cancel 24 hours before',
  });
  sheet.title('Physiotherapy plan after knee surgery');
  sheet.person([
    [patient.name, patient.born],
    [patient.number, 'Prescribed by St. Mary’s Hospital', '12 sessions, twice a week'],
  ]);
  sheet.heading('Where we start');
  sheet.paragraph(
    'The right knee bends to 95 degrees and lacks 5 degrees of stretching. Thigh 2 cm thinner than the left. Walks with two ' +
      'crutches, half of the weight on the right. Pain 2 of 10 at rest, 4 of 10 on stairs.',
  );
  sheet.heading('Where we want to be: bending of the knee');
  sheet.draw(164, progress);
  sheet.heading('Sessions');
  sheet.table(
    [
      { label: 'Weeks', share: 0.14 },
      { label: 'What we do', share: 0.52 },
      { label: 'Aim', share: 0.34 },
    ],
    [
      {
        cells: [
          '1 – 2',
          'Swelling down, kneecap loose, thigh awake, walking with crutches',
          'Straight leg lift without lag',
        ],
      },
      { cells: ['3 – 4', 'Full weight, stairs, stationary bicycle without load', 'One crutch, then none'] },
      {
        cells: [
          '5 – 6',
          'Strength in closed chain, balance, getting up from the floor',
          'Bends to 120 degrees, walks 2 km',
        ],
      },
    ],
  );
  sheet.newPage();
  sheet.heading('At home, every day');
  sheet.table(
    [
      { label: 'Exercise', share: 0.3 },
      { label: 'How', share: 0.45 },
      { label: 'How often', share: 0.25 },
    ],
    [
      { cells: ['Heel slide', 'Lying, pull the heel towards you on a cloth until it pulls, hold 5 seconds', '3 × 10'] },
      { cells: ['Knee press', 'Rolled towel under the knee, press down, hold 6 seconds', '3 × 12'] },
      { cells: ['Straight leg lift', 'Other leg bent, lift to the height of its knee, lower slowly', '3 × 8'] },
      { cells: ['Calf raise', 'At the kitchen table, both feet, later one', '2 × 15, from week 3'] },
      { cells: ['Bicycle', 'Saddle high, no load, 10 minutes', 'Once, from week 3'] },
    ],
  );
  sheet.heading('Stop and call us');
  sheet.list([
    'when the knee is hot or twice as thick the morning after,',
    'when the calf hurts or swells,',
    'when the knee locks again.',
  ]);
  sheet.signature('Jürgen Weiß', 'Physiotherapist');
  return sheet.pages();
};

export const physiotherapyPlan: DemoDocument = {
  title: 'Physiotherapy plan – Jürgen Weiß',
  fileName: 'Übungen Knie (physio plan).pdf',
  category: 'other',
  documentDate: '2026-04-30',
  note: 'Tuesdays and Thursdays at 11.',
  author: 'Riverside Physiotherapy',
  language: 'en-GB',
  pages,
};
