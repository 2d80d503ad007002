import { type DemoDocument, patient } from '../demo-document.ts';
import { createSheet } from '../sheet.ts';
import { type Cell, type Column, rangeBar, raised, type Row } from '../table.ts';

const columns: Column[] = [
  { label: 'Test', share: 0.31 },
  { label: 'Result', share: 0.12, align: 'right' },
  { label: 'Unit', share: 0.145 },
  { label: 'Usual range', share: 0.175 },
  { label: '', share: 0.25 },
];

const result = (name: string, value: number, unit: Cell, range: [number, number], said?: string): Row => {
  const [from, to] = range;
  const mark = value > to ? ' H' : value < from ? ' L' : '';
  return {
    cells: [name, `${value}${mark}`, unit, said ?? `${from} – ${to}`, rangeBar(value, from, to)],
    emphasis: mark !== '',
  };
};

const count = (exponent: string): Cell => raised('10', exponent, '/L');

const pages = () => {
  const sheet = createSheet({
    name: 'Northgate Pathology',
    line: 'Laboratory medicine · 2 Hospital Road, Northgate',
    color: [0.12, 0.24, 0.43],
    reference: ['Report 26-118 204', 'Printed 28 April 2026'],
    foot: 'Northgate Pathology · accredited laboratory 0417 · results by telephone 01632 960 118, weekdays 8 to 18',
  });
  sheet.title('Blood test: full panel');
  sheet.person([
    [patient.name, patient.born, patient.address],
    [patient.number, 'Requested by Dr A. Pillai', 'Received 27 April 2026, 08:40'],
  ]);
  sheet.heading('Blood count');
  sheet.table(columns, [
    result('Haemoglobin', 131, 'g/L', [120, 150]),
    result('Red cells', 4.4, count('12'), [3.8, 4.8]),
    result('White cells', 6.2, count('9'), [4, 10], '4.0 – 10.0'),
    result('Platelets', 248, count('9'), [150, 410]),
    result('MCV', 91, 'fL', [83, 101]),
  ]);
  sheet.heading('Kidney and salts');
  sheet.table(columns, [
    result('Sodium', 139, 'mmol/L', [133, 146]),
    result('Potassium', 4.3, 'mmol/L', [3.5, 5.3]),
    result('Creatinine', 88, 'µmol/L', [45, 84]),
    result('eGFR', 61, 'mL/min', [60, 120], 'over 60'),
    result('Urea', 6.1, 'mmol/L', [2.5, 7.8]),
  ]);
  sheet.heading('Fats and sugar');
  sheet.table(columns, [
    result('Cholesterol, total', 5.6, 'mmol/L', [3, 5], 'under 5.0'),
    result('HDL', 1.5, 'mmol/L', [1.2, 2.2], 'over 1.2'),
    result('LDL', 3.2, 'mmol/L', [1, 3], 'under 3.0'),
    result('HbA1c', 39, 'mmol/mol', [20, 42], 'under 42'),
  ]);
  sheet.newPage();
  sheet.heading('Liver');
  sheet.table(columns, [
    result('ALT', 24, 'U/L', [10, 35]),
    result('Alkaline phosphatase', 71, 'U/L', [30, 130]),
    result('Bilirubin', 9, 'µmol/L', [3, 21], 'under 21'),
    result('Albumin', 42, 'g/L', [35, 50]),
    result('Gamma GT', 31, 'U/L', [6, 42], 'under 42'),
  ]);
  sheet.heading('Thyroid');
  sheet.table(columns, [
    result('TSH', 2.1, 'mU/L', [0.3, 4.2]),
    result('Free T4', 14.8, 'pmol/L', [9, 19.1], '9.0 – 19.1'),
  ]);
  sheet.heading('Iron and vitamins');
  sheet.table(columns, [
    result('Ferritin', 64, 'µg/L', [13, 150]),
    result('Vitamin B12', 338, 'ng/L', [197, 771]),
    result('Folate', 9.2, 'µg/L', [3.9, 26.8]),
    result('Vitamin D', 41, 'nmol/L', [50, 125], 'over 50'),
  ]);
  sheet.heading('Inflammation');
  sheet.table(columns, [
    result('CRP', 3, 'mg/L', [0, 5], 'under 5'),
    result('Sedimentation rate', 14, 'mm/h', [1, 30], 'under 30'),
  ]);
  sheet.newPage();
  sheet.heading('Comment of the laboratory');
  sheet.paragraph(
    'Creatinine is slightly raised and the eGFR stands at the lower border of what is usual at this age. Compared with ' +
      'the sample of 12 November 2025 (creatinine 84 µmol/L, eGFR 64 mL/min) the change is small. We suggest to repeat ' +
      'both in three months, well hydrated, and to add the albumin to creatinine ratio of a morning urine sample.',
  );
  sheet.paragraph(
    'Vitamin D is below the usual range. Total cholesterol and LDL are above the aim for a person without heart disease.',
  );
  sheet.heading('How to read this report');
  sheet.list([
    'H: above the usual range. L: below it. The usual range holds 95 of 100 healthy people of the same age and sex.',
    'A single value outside its range is common and often means nothing. Please discuss it with the doctor who asked for it.',
    'The bar shows the usual range in green and your value as a mark.',
  ]);
  sheet.signature('Dr Ingrid Solheim', 'Consultant in laboratory medicine · released 28 April 2026, 11:05');
  return sheet.pages();
};

export const bloodTest: DemoDocument = {
  title: 'Blood test – full panel',
  fileName: 'blood-test-full-panel.pdf',
  category: 'lab_result',
  documentDate: '2026-04-28',
  note: 'Dr Pillai asked for this before 12 May.',
  author: 'Northgate Pathology',
  language: 'en-GB',
  pages,
};
