import type { PdfElement } from '@portal/adapters/pdf/pdf-page';
import { type DemoDocument, patient } from '../demo-document.ts';
import { grey, write } from '../ink.ts';
import { createSheet } from '../sheet.ts';

const columns = 150;
const rows = 170;

/** A slice through a knee, drawn by formula: two bones with brighter marrow, cartilage between them, muscle around. */
const slice = (shift: number): Uint8Array => {
  const pixels = new Uint8Array(columns * rows);
  let noise = 9001 + shift;
  for (let row = 0; row < rows; row += 1) {
    for (let column = 0; column < columns; column += 1) {
      noise = (noise * 1103515245 + 12345) % 2147483648;
      const grain = (noise / 2147483648 - 0.5) * 22;
      const grey8 = tissue((column - columns / 2) / (columns / 2), (row - rows / 2) / (rows / 2), shift);
      pixels[row * columns + column] = Math.max(0, Math.min(255, Math.round(grey8 + grain * (grey8 > 20 ? 1 : 0.3))));
    }
  }
  return pixels;
};

/** Brightness at a place: x to the right and y downward, each from -1 to 1. */
const tissue = (x: number, y: number, shift: number): number => {
  const lean = x - 0.06 * shift * y;
  const outline = Math.abs(lean) - (0.74 - 0.12 * Math.cos(y * 3));
  if (outline > 0) return 6;
  if (outline > -0.07) return 190;
  const gap = y - 0.04 - 0.05 * Math.cos(lean * 5 + shift);
  const bone = Math.abs(lean) - (0.42 + 0.16 * Math.exp(-30 * gap * gap));
  if (Math.abs(gap) < 0.035) return lean * (shift - 2) > 0.12 ? 215 : 70;
  if (Math.abs(gap) < 0.075) return 150;
  if (bone < -0.03) return 132 + 12 * Math.sin(lean * 4 + y * 3 + shift) + 7 * Math.cos(y * 13 + lean * 6);
  if (bone < 0) return 26;
  const cap = (lean - 0.55) ** 2 / 0.018 + (y + 0.3) ** 2 / 0.07;
  if (cap < 1) return cap < 0.7 ? 140 : 28;
  return 62 + 20 * Math.sin(y * 17 + lean * 4 + shift * 2);
};

const strip =
  (first: number) =>
  (x: number, y: number, width: number): PdfElement[] => {
    const [gap, height] = [6, 138];
    const pictureWidth = (width - 3 * gap) / 4;
    return [0, 1, 2, 3].flatMap((index): PdfElement[] => {
      const left = x + index * (pictureWidth + gap);
      return [
        { kind: 'image', x: left, y, width: pictureWidth, height, columns, rows, pixels: slice(first + index) },
        write(left, y + height + 11, `Image ${first * 6 + index * 5 + 3} of 64`, { size: 7.5, color: grey }),
      ];
    });
  };

const pages = () => {
  const sheet = createSheet({
    name: 'Kingfisher Imaging',
    line: 'Magnetic resonance · Old Mill Yard, Northgate',
    color: [0.09, 0.1, 0.11],
    reference: ['Examination MR-88 204', '14 April 2026'],
    foot: 'Kingfisher Imaging · 01632 960 633 · the pictures themselves are kept for ten years',
  });
  sheet.title('MRI of the right knee');
  sheet.draw(168, strip(0));
  sheet.person([
    [patient.name, patient.born],
    [patient.number, 'Referred by Mr D. O’Sáorla'],
  ]);
  sheet.heading('Question');
  sheet.paragraph(
    'Pain on the inner side since February after a twist while gardening, the joint locks. Meniscus torn?',
  );
  sheet.heading('Technique');
  sheet.paragraph(
    '1.5 tesla, knee coil. Proton density with fat saturation in three planes, T1 sagittal, T2 coronal. No contrast ' +
      'medium. Good quality, slight movement in the last series.',
  );
  sheet.newPage();
  sheet.heading('Findings');
  sheet.list([
    'Medial meniscus: vertical tear of the body and posterior horn, the inner part displaced towards the notch (bucket handle).',
    'Lateral meniscus: intact, slight degeneration without contact to the surface.',
    'Anterior and posterior cruciate ligament: continuous, normal signal.',
    'Medial collateral ligament: thickened at its origin, an older strain. Lateral ligaments intact.',
    'Cartilage: thinned to half on the medial femoral condyle over 12 × 9 mm, small fissures behind the kneecap.',
    'Bone: marrow oedema of the medial tibial plateau, no fracture line.',
    'Effusion: moderate. Baker’s cyst of 31 × 14 mm, not ruptured.',
  ]);
  sheet.draw(168, strip(3));
  sheet.newPage();
  sheet.heading('Measured');
  sheet.table(
    [
      { label: 'Structure', share: 0.5 },
      { label: 'Today', share: 0.25, align: 'right' },
      { label: '9 May 2023', share: 0.25, align: 'right' },
    ],
    [
      { cells: ['Cartilage, medial condyle', '1.1 mm', '1.9 mm'], emphasis: true },
      { cells: ['Cartilage, lateral condyle', '2.2 mm', '2.3 mm'] },
      { cells: ['Effusion, suprapatellar', '11 mm', '3 mm'], emphasis: true },
      { cells: ['Baker’s cyst', '31 × 14 mm', '18 × 9 mm'] },
    ],
  );
  sheet.heading('Assessment');
  sheet.list(
    [
      'Bucket-handle tear of the medial meniscus, displaced.',
      'Osteoarthritis of the medial compartment, grade II to III, increased since 2023.',
      'Moderate effusion and a Baker’s cyst as its consequence.',
    ],
    (index) => `${index + 1}.`,
  );
  sheet.paragraph(
    'The finding fits the locking. An early orthopaedic opinion is advised; it was passed on by telephone today.',
  );
  sheet.signature('Dr Noor Vandenberghe', 'Consultant radiologist · read 14 April 2026, 16:20');
  return sheet.pages();
};

export const kneeMri: DemoDocument = {
  title: 'MRI knee report',
  fileName: 'MRI_knee_right.pdf',
  category: 'imaging',
  documentDate: '2026-04-14',
  note: '',
  author: 'Kingfisher Imaging',
  language: 'en-GB',
  pages,
};
