import { type DemoDocument, patient } from '../demo-document.ts';
import { createSheet } from '../sheet.ts';

const pages = () => {
  const sheet = createSheet({
    name: 'Meridian Health Mutual',
    line: 'Benefits, hospital care · PO Box 411, Castlebridge',
    color: [0.04, 0.42, 0.32],
    reference: ['Member 20 881 447 03', 'Decision H-26-0559', '12 March 2026'],
    foot: 'Meridian Health Mutual · a mutual society of its members · questions: 01632 960 900, weekdays 7 to 20',
  });
  sheet.paragraph(`${patient.name}\n14 Mill Lane\nNorthgate`);
  sheet.space(10);
  sheet.title('We cover your knee surgery');
  sheet.paragraph('Dear Mrs Abernathy,');
  sheet.paragraph(
    'On 4 March St. Mary’s Hospital asked us to cover an operation on your right knee. We have looked at the report of ' +
      'your surgeon and agree. This letter says what we pay, what remains for you, and what you need to do: nothing ' +
      'more, the hospital settles with us.',
  );
  sheet.heading('What we pay');
  sheet.table(
    [
      { label: 'Benefit', share: 0.46 },
      { label: 'Agreed up to', share: 0.18, align: 'right' },
      { label: 'We pay', share: 0.18, align: 'right' },
      { label: 'You pay', share: 0.18, align: 'right' },
    ],
    [
      { cells: ['Arthroscopy of the knee, with anaesthesia', '€ 3,180.00', '€ 3,180.00', '€ 0.00'] },
      { cells: ['Hospital stay, shared room, up to 8 days', '€ 4,960.00', '€ 4,880.00', '€ 80.00'] },
      { cells: ['Partial joint replacement within 12 months, if needed', '€ 9,450.00', '€ 9,450.00', '€ 0.00'] },
      { cells: ['Physiotherapy, 12 sessions', '€ 456.00', '€ 410.40', '€ 45.60'] },
      { cells: ['Two crutches, bought', '€ 38.00', '€ 38.00', '€ 0.00'] },
      { cells: ['Together', '€ 18,084.00', '€ 17,958.40', '€ 125.60'], emphasis: true },
    ],
  );
  sheet.paragraph('The approval holds for operations from 16 March 2026 to 15 March 2027 at a hospital of our list.');
  sheet.heading('If something changes');
  sheet.list([
    'Another hospital or another operation: call us before, and we answer within two working days.',
    'A single room is € 64.00 a day on top; your contract does not include it.',
    'An emergency needs no approval. It is enough if you or the hospital tells us within seven days.',
  ]);
  sheet.newPage();
  sheet.heading('On what this decision rests');
  sheet.paragraph(
    'Articles 12 and 14 of the terms of membership, edition of January 2025; the report of Mr D. O’Sáorla of 2 March 2026; ' +
      'the opinion of our medical adviser of 10 March 2026.',
  );
  sheet.heading('If you do not agree');
  sheet.paragraph(
    'You may object within one month, in writing or by telephone, free of charge. A different person decides then. After ' +
      'that the ombudsman for health insurance is open to you.',
  );
  sheet.heading('Your data');
  sheet.paragraph(
    'Your medical report was read by the adviser alone and is kept apart from your contract. We keep it for ten years.',
  );
  sheet.paragraph('We wish you a good recovery.');
  sheet.signature('Léonie Duchâtel', 'Benefits, hospital care');
  return sheet.pages();
};

export const insuranceApproval: DemoDocument = {
  title: 'Insurance approval, knee surgery',
  fileName: 'Meridian decision H-26-0559.pdf',
  category: 'insurance',
  documentDate: '2026-03-12',
  note: '',
  author: 'Meridian Health Mutual',
  language: 'en-GB',
  pages,
};
