import { type DemoDocument, patient } from '../demo-document.ts';
import { createSheet, serif } from '../sheet.ts';

const pages = () => {
  const sheet = createSheet(
    {
      name: 'Mill Lane Practice',
      line: 'Dr Anand Pillai · 3 Mill Lane, Northgate · 01632 960 311',
      color: [0.16, 0.3, 0.24],
      serif: true,
      reference: ['3 October 2025'],
      foot: 'Mill Lane Practice · open weekdays 8 to 12 and 15 to 18, Wednesdays 8 to 12',
    },
    serif,
  );
  sheet.title('Referral to cardiology');
  sheet.paragraph('Cardiology Practice at Weir Bridge\nDr Elif Karaca and Dr Tomás Ibáñez\n8 Weir Bridge, Northgate');
  sheet.person([
    [patient.name, patient.born, patient.address],
    [patient.number, 'Meridian Health Mutual', 'Member 20 881 447 03'],
  ]);
  sheet.paragraph('Dear colleagues,');
  sheet.paragraph(
    'Please see Mrs Abernathy, who has been short of breath on the second flight of stairs since the summer. No chest ' +
      'pain, no fainting, ankles slightly swollen in the evening. A soft systolic murmur over the aortic valve is new.',
  );
  sheet.heading('Known');
  sheet.list([
    'High blood pressure since 2014',
    'Raised cholesterol',
    'Osteoarthritis of the right knee',
    'Allergy to penicillin',
  ]);
  sheet.heading('Takes');
  sheet.paragraph('Ramipril 2.5 mg in the morning, atorvastatin 20 mg in the evening, paracetamol as needed.');
  sheet.heading('Asked for');
  sheet.paragraph(
    'Electrocardiogram and echocardiogram; your opinion on the murmur, and whether an operation on the knee can be ' +
      'planned for next spring. Not urgent: within three months, sooner if you have a place.',
  );
  sheet.signature('Dr Anand Pillai', 'General practitioner');
  return sheet.pages();
};

export const referral: DemoDocument = {
  title: 'Referral to cardiology',
  fileName: 'referral-cardiology.pdf',
  category: 'referral',
  documentDate: '2025-10-03',
  note: '',
  author: 'Mill Lane Practice',
  language: 'en-GB',
  pages,
};
