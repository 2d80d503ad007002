import type { PdfElement } from '@portal/adapters/pdf/pdf-page';
import { type DemoDocument, patient } from '../demo-document.ts';
import { curve, frame, grey, pale, write } from '../ink.ts';
import { createSheet } from '../sheet.ts';
import { type Column, rangeBar, type Row } from '../table.ts';

const columns: Column[] = [
  { label: 'Measurement', share: 0.36 },
  { label: 'Value', share: 0.14, align: 'right' },
  { label: 'Unit', share: 0.1 },
  { label: 'Usual range', share: 0.16 },
  { label: '', share: 0.24 },
];

const measured = (name: string, value: number, unit: string, from: number, to: number): Row => ({
  cells: [name, String(value), unit, `${from} – ${to}`, rangeBar(value, from, to)],
  emphasis: value < from || value > to,
});

const beatLength = 62;

/** One heart beat: the small wave of the atria, the spike of the chambers, the wave of their rest. */
const beat = (x: number, y: number): [number, number][] =>
  [
    [0, 0],
    [10, 0],
    [13, -4],
    [16, -6],
    [19, -4],
    [22, 0],
    [27, 0],
    [29, 5],
    [32, -38],
    [35, 11],
    [37, 0],
    [43, -1],
    [48, -9],
    [52, -10],
    [56, -3],
    [59, 0],
  ].map(([right, down]) => [x + (right ?? 0), y + (down ?? 0)]);

const trace = (x: number, y: number, width: number): PdfElement[] => {
  const height = 96;
  const lines = Array.from({ length: Math.floor(width / 12) }, (_, index) => x + (index + 1) * 12);
  const beats = Math.floor((width - 12) / beatLength);
  const points = Array.from({ length: beats }, (_, index) => beat(x + 6 + index * beatLength, y + 58)).flat();
  return [
    ...lines.map((lineX) =>
      curve(
        [
          [lineX, y],
          [lineX, y + height],
        ],
        pale,
        0.3,
      ),
    ),
    ...[1, 2, 3, 4, 5, 6, 7].map((row) =>
      curve(
        [
          [x, y + row * 12],
          [x + width, y + row * 12],
        ],
        pale,
        0.3,
      ),
    ),
    frame(x, y, width, height, grey),
    curve(points, [0.6, 0.1, 0.14], 1),
    write(x + 6, y + 12, 'II · 25 mm/s · 72 beats a minute, sinus rhythm', { size: 7.5, color: grey }),
  ];
};

const pages = () => {
  const sheet = createSheet({
    name: 'Cardiology Practice at Weir Bridge',
    line: 'Dr Elif Karaca · Dr Tomás Ibáñez · 8 Weir Bridge, Northgate',
    color: [0.55, 0.1, 0.16],
    reference: ['Examination 26/0771', '5 May 2026'],
    foot: 'Cardiology Practice at Weir Bridge · 01632 960 701 · emergencies: call 112',
  });
  sheet.title('Echocardiogram');
  sheet.person([
    [patient.name, patient.born, patient.address],
    [patient.number, 'Referred by Dr A. Pillai', '164 cm · 68 kg · blood pressure 138/82'],
  ]);
  sheet.heading('Why');
  sheet.paragraph('Short of breath on stairs since last autumn, a soft murmur over the aortic valve. No chest pain.');
  sheet.heading('Electrocardiogram at rest');
  sheet.draw(112, trace);
  sheet.heading('Measurements');
  sheet.table(columns, [
    measured('Left ventricle, end of filling', 46, 'mm', 38, 52),
    measured('Septum', 11.4, 'mm', 6, 10),
    measured('Ejection fraction', 61, '%', 54, 74),
    measured('Left atrium, volume index', 33, 'mL/m²', 16, 34),
    measured('Aortic valve, peak velocity', 2.2, 'm/s', 0.8, 2),
    measured('E/e´', 10, '', 5, 13),
    measured('Pressure in the lung artery', 29, 'mmHg', 15, 35),
  ]);
  sheet.newPage();
  sheet.heading('Findings');
  sheet.list([
    'Left ventricle of normal size that pumps well; its wall is slightly thickened, as after years of raised blood pressure.',
    'Aortic valve with three leaflets, somewhat calcified; it opens a little less than it should (mild stenosis).',
    'Mitral and tricuspid valve with a trace of leak, which is usual.',
    'Right side of the heart normal. No fluid around it.',
  ]);
  sheet.heading('Assessment');
  sheet.paragraph(
    'The heart is strong. The mild narrowing of the aortic valve explains the murmur, not the breathlessness. The blood ' +
      'pressure should come below 130/80. We see no objection to the planned knee operation.',
  );
  sheet.heading('Recommended');
  sheet.list(
    [
      'Go on with ramipril, now 5 mg in the morning; blood pressure at home twice a day for two weeks.',
      'Lung function test through Dr Pillai.',
      'Next echocardiogram in 18 months, sooner with chest pain, fainting or more breathlessness.',
    ],
    (index) => `${index + 1}.`,
  );
  sheet.signature('Dr Tomás Ibáñez', 'Consultant cardiologist');
  return sheet.pages();
};

export const echocardiogram: DemoDocument = {
  title: 'Echocardiogram',
  fileName: 'echocardiogram-5-may.pdf',
  category: 'imaging',
  documentDate: '2026-05-05',
  note: 'No objection to the knee operation.',
  author: 'Cardiology Practice at Weir Bridge',
  language: 'en-GB',
  pages,
};
