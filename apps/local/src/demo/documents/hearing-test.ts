import type { PdfColor, PdfElement } from '@portal/adapters/pdf/pdf-page';
import { type DemoDocument, patient } from '../demo-document.ts';
import { black, curve, frame, grey, pale, ring, write } from '../ink.ts';
import { createSheet } from '../sheet.ts';

const red: PdfColor = [0.72, 0.16, 0.14];
const blue: PdfColor = [0.1, 0.28, 0.6];

const frequencies = ['125', '250', '500', '1k', '2k', '3k', '4k', '6k', '8k'];
const rightEar = [15, 15, 20, 25, 35, 45, 55, 60, 65];
const leftEar = [10, 15, 20, 20, 30, 40, 50, 55, 60];
const lowestLevel = -10;
const highestLevel = 110;

const audiogram = (x: number, y: number, width: number): PdfElement[] => {
  const [left, top, right, bottom] = [x + 34, y + 24, x + width - 10, y + 284];
  const across = (index: number): number => left + ((index + 0.5) / frequencies.length) * (right - left);
  const down = (level: number): number => top + ((level - lowestLevel) / (highestLevel - lowestLevel)) * (bottom - top);
  const levels = Array.from({ length: 13 }, (_, index) => lowestLevel + index * 10);
  const pointsOf = (ear: number[]) => ear.map((level, index) => [across(index), down(level)] as const);
  return [
    ...levels.flatMap((level) => [
      curve(
        [
          [left, down(level)],
          [right, down(level)],
        ],
        pale,
        level === 20 ? 1.2 : 0.5,
      ),
      write(left - 6, down(level) + 3, String(level), { size: 7.5, color: grey, align: 'right' }),
    ]),
    ...frequencies.flatMap((frequency, index) => [
      curve(
        [
          [across(index), top],
          [across(index), bottom],
        ],
        pale,
        0.5,
      ),
      write(across(index), top - 6, frequency, { size: 7.5, color: grey, align: 'center' }),
    ]),
    frame(left, top, right - left, bottom - top),
    curve(pointsOf(rightEar), red, 1.4),
    ...pointsOf(rightEar).map(([pointX, pointY]) => ring(pointX, pointY, 4, red, 1.4)),
    curve(pointsOf(leftEar), blue, 1.4, [4, 3]),
    ...pointsOf(leftEar).flatMap(([pointX, pointY]) => cross(pointX, pointY)),
    write(x, y + 8, 'Hearing level in dB', { size: 8, color: grey }),
    write(right, y + 8, 'Frequency in Hz', { size: 8, color: grey, align: 'right' }),
    ring(left + 12, bottom + 20, 4, red, 1.4),
    write(left + 22, bottom + 23, 'right ear, air conduction', { size: 8.5 }),
    ...cross(left + 172, bottom + 20),
    write(left + 182, bottom + 23, 'left ear, air conduction', { size: 8.5 }),
  ];
};

const cross = (x: number, y: number): PdfElement[] => [
  curve(
    [
      [x - 3.5, y - 3.5],
      [x + 3.5, y + 3.5],
    ],
    blue,
    1.4,
  ),
  curve(
    [
      [x - 3.5, y + 3.5],
      [x + 3.5, y - 3.5],
    ],
    blue,
    1.4,
  ),
];

const pages = () => {
  const sheet = createSheet({
    name: 'Harbour Street Hearing Clinic',
    line: 'Audiology · 31 Harbour Street, Northgate',
    color: [0.08, 0.36, 0.36],
    reference: ['Record HS-20 913', '6 May 2026'],
    foot: 'Harbour Street Hearing Clinic · 01632 960 455 · the booth was calibrated on 14 January 2026',
  });
  sheet.title('Hearing test');
  sheet.person([
    [patient.name, patient.born],
    [patient.number, 'Tested by Marta Oyelaran, audiologist'],
  ]);
  sheet.heading('Pure tone audiogram');
  sheet.draw(330, audiogram);
  sheet.paragraph(
    'Both ears hear low tones as well as is usual at this age. From 2,000 Hz on the hearing falls off evenly on both ' +
      'sides, a little more on the right.',
  );
  sheet.newPage();
  sheet.heading('Speech in quiet and in noise');
  sheet.table(
    [
      { label: 'Test', share: 0.44 },
      { label: 'Right', share: 0.18, align: 'right' },
      { label: 'Left', share: 0.18, align: 'right' },
      { label: 'Both', share: 0.2, align: 'right' },
    ],
    [
      { cells: ['Average of 0.5, 1, 2 and 4 kHz', '34 dB', '30 dB', '–'] },
      { cells: ['Words understood at 65 dB', '84 %', '88 %', '92 %'] },
      { cells: ['Words understood at 80 dB', '96 %', '96 %', '100 %'] },
      { cells: ['Sentences in noise (lower is better)', '2.1 dB', '1.6 dB', '0.9 dB'], emphasis: true },
      { cells: ['Middle ear pressure', '-15 daPa', '-10 daPa', '–'] },
    ],
  );
  sheet.heading('What this means');
  sheet.paragraph(
    'A mild to moderate loss of high tones, as it often comes with the years. One hears that somebody speaks and misses ' +
      'the consonants, most of all in company. Nothing points to a disease of the middle ear or the hearing nerve.',
  );
  sheet.heading('What we agreed');
  sheet.list([
    'Two behind-the-ear aids to try for four weeks, fitted on 20 May 2026 at 10:15.',
    'The prescription for the health insurance goes by post to 14 Mill Lane.',
    'Come back at once if one ear turns deaf overnight, if it rings suddenly, or if the room spins.',
    'The next test is due in twelve months.',
  ]);
  sheet.signature('Marta Oyelaran', 'Audiologist, registration AU 5518');
  sheet.draw(20, (x, y) => [
    write(x, y + 10, 'A copy goes to Dr A. Pillai, Mill Lane Practice.', { size: 8.5, color: black }),
  ]);
  return sheet.pages();
};

export const hearingTest: DemoDocument = {
  title: 'Hearing test',
  fileName: 'hearing-test-2026.pdf',
  category: 'lab_result',
  documentDate: '2026-05-06',
  note: '',
  author: 'Harbour Street Hearing Clinic',
  language: 'en-GB',
  pages,
};
