import type { PdfElement, PdfPage } from '@portal/adapters/pdf/pdf-page';
import { type DemoDocument, patient } from '../demo-document.ts';
import { box, grey, rule, white, write } from '../ink.ts';

const red = [0.7, 0.12, 0.14] as const;
/** A6, lying. */
const [width, height] = [419.53, 297.64];

const front: PdfElement[] = [
  box(0, 0, width, 66, [...red]),
  write(26, 42, 'ALLERGY CARD', { font: 'helveticaBold', size: 22, color: white }),
  write(width - 26, 42, 'Always carry it', { size: 10, color: white, align: 'right' }),
  write(26, 98, patient.name, { font: 'helveticaBold', size: 15 }),
  write(26, 116, `${patient.born} · ${patient.number}`, { size: 9.5 }),
  rule(26, width - 26, 130),
  write(26, 154, 'Penicillins, all of them', { font: 'helveticaBold', size: 14, color: [...red] }),
  write(26, 171, 'Rash over the whole body and swollen lips after amoxicillin, 1987.', { size: 10 }),
  write(26, 186, 'Skin test positive on 18 September 2025.', { size: 10 }),
  write(26, 212, 'Wasp venom', { font: 'helveticaBold', size: 14, color: [...red] }),
  write(26, 229, 'Large local reaction, no shock.', { size: 10 }),
  write(26, 268, 'Dr Siobhán Kelleher, allergist · Castlebridge · 22 September 2025', { size: 8.5, color: grey }),
];

const back: PdfElement[] = [
  box(0, 0, width, 20, [...red]),
  write(26, 50, 'What can be given', { font: 'helveticaBold', size: 13 }),
  ...['Doxycycline, macrolides, quinolones', 'Cephalosporins of the third generation (tested: ceftriaxone)'].map(
    (line, index) => write(26, 70 + index * 15, `•  ${line}`, { size: 10 }),
  ),
  write(26, 122, 'In an emergency', { font: 'helveticaBold', size: 13 }),
  ...[
    'Call 112. Lay down, legs up.',
    'Adrenaline 0.3 mg into the outer thigh, again after 5 minutes',
    'Cetirizine 10 mg, prednisolone 100 mg',
  ].map((line, index) => write(26, 142 + index * 15, `•  ${line}`, { size: 10 })),
  write(26, 212, 'En cas d’urgence : allergie à la pénicilline. Notfall: Penicillin-Allergie.', {
    font: 'helveticaOblique',
    size: 9.5,
  }),
  write(26, 228, 'En caso de emergencia: alergia a la penicilina. Emergência: alergia à penicilina.', {
    font: 'helveticaOblique',
    size: 9.5,
  }),
  rule(26, width - 26, 244),
  write(26, 268, 'Tell: Hannah Abernathy (daughter), 07700 900 341', { size: 10 }),
];

const pages = (): PdfPage[] => [front, back].map((elements) => ({ width, height, elements }));

export const allergyCard: DemoDocument = {
  title: 'Allergy card',
  fileName: 'allergy-card.pdf',
  category: 'other',
  documentDate: '2025-09-22',
  note: 'Printed copy is in the wallet.',
  author: 'Dr Siobhán Kelleher',
  language: 'en-GB',
  pages,
};
