import { type DemoDocument, patient } from '../demo-document.ts';
import { createSheet, serif } from '../sheet.ts';

const medicines = [
  { cells: ['Ramipril 5 mg', '1', '–', '–', 'Blood pressure'] },
  { cells: ['Atorvastatin 20 mg', '–', '–', '1', 'Cholesterol'] },
  { cells: ['Apixaban 2.5 mg', '1', '–', '1', 'Against clots, until 26 May 2026'], emphasis: true },
  { cells: ['Paracetamol 1 g', '1', '1', '1', 'Pain, as needed, at most 4 g a day'] },
  { cells: ['Pantoprazole 20 mg', '1', '–', '–', 'Stomach, while on apixaban'] },
];

const pages = () => {
  const sheet = createSheet(
    {
      name: 'St. Mary’s Hospital',
      line: 'Department of Orthopaedic Surgery · Chapel Hill, Northgate',
      color: [0.5, 0.12, 0.2],
      serif: true,
      reference: ['Case 2026-04-3317', '21 April 2026'],
      foot: 'St. Mary’s Hospital · Chapel Hill · switchboard 01632 960 200 · ward 4B: extension 4420',
    },
    serif,
  );
  sheet.title('Discharge letter');
  sheet.person([
    [patient.name, patient.born, patient.address],
    [patient.number, 'In hospital 15 to 21 April 2026', 'Ward 4B, Ms Zoë Achterberg'],
  ]);
  sheet.paragraph('Dear Dr Pillai,');
  sheet.paragraph(
    'Thank you for sending Mrs Abernathy, who was with us from 15 to 21 April 2026 for an arthroscopy of her right knee ' +
      'that was brought forward after the joint had locked.',
  );
  sheet.heading('Diagnoses');
  sheet.list([
    'Bucket-handle tear of the medial meniscus, right knee',
    'Osteoarthritis of the right knee, grade II',
    'High blood pressure, treated',
    'Raised cholesterol',
    'Allergy to penicillin (rash, 1987)',
  ]);
  sheet.heading('What was done');
  sheet.paragraph(
    'On 16 April arthroscopy under spinal anaesthesia: the torn part of the medial meniscus was removed sparingly, ' +
      'cartilage flaps were smoothed, the joint was washed out. Cruciate ligaments intact. No drain. Blood loss small.',
  );
  sheet.heading('Course');
  sheet.paragraph(
    'The wound healed without irritation. On the second day the knee was swollen and 180 mL of blood-stained fluid were ' +
      'drawn off; the culture stayed sterile. An ultrasound of the leg veins on 18 April showed no clot. The blood ' +
      'pressure was too high at first (up to 168/94) and settled under ramipril 5 mg.',
  );
  sheet.paragraph(
    'Mrs Abernathy walked on two crutches from the first day, climbed stairs from the fourth, and bends the knee to 95 ' +
      'degrees. She goes home in good general condition; her daughter lives with her for the first two weeks.',
  );
  sheet.heading('Laboratory');
  sheet.table(
    [
      { label: 'Test', share: 0.34 },
      { label: '15 April', share: 0.16, align: 'right' },
      { label: '18 April', share: 0.16, align: 'right' },
      { label: '21 April', share: 0.16, align: 'right' },
      { label: 'Unit', share: 0.18 },
    ],
    [
      { cells: ['Haemoglobin', '134', '122', '126', 'g/L'] },
      { cells: ['CRP', '4', '61', '12', 'mg/L'], emphasis: true },
      { cells: ['Creatinine', '86', '90', '87', 'µmol/L'] },
      { cells: ['Potassium', '4.2', '4.0', '4.3', 'mmol/L'] },
    ],
  );
  sheet.heading('Medicines on discharge');
  sheet.table(
    [
      { label: 'Medicine', share: 0.28 },
      { label: 'Morning', share: 0.11, align: 'right' },
      { label: 'Noon', share: 0.1, align: 'right' },
      { label: 'Evening', share: 0.11, align: 'right' },
      { label: 'For', share: 0.4 },
    ],
    medicines,
  );
  sheet.heading('Please');
  sheet.list(
    [
      'Remove the stitches on 28 April.',
      'Check kidney function and blood count in the week of 27 April.',
      'Physiotherapy twice a week for six weeks; the prescription is enclosed.',
      'Half of the body’s weight on the right leg until 5 May, then as pain allows.',
      'Thought should be given to a partial joint replacement if pain at night returns; the insurance has agreed.',
    ],
    (index) => `${index + 1}.`,
  );
  sheet.heading('Come at once');
  sheet.paragraph(
    'With fever, a hot or very painful knee, a swollen calf, or shortness of breath: emergency department, day and ' +
      'night, 01632 960 222.',
  );
  sheet.paragraph('With kind regards,');
  sheet.signature('Mr Declan O’Sáorla', 'Consultant orthopaedic surgeon');
  sheet.signature('Dr Hye-jin Baek', 'Ward doctor, 4B');
  sheet.newPage();
  sheet.title('For Mrs Abernathy: the first weeks at home');
  sheet.list([
    'Move the foot up and down ten times every hour while you are awake.',
    'Cool the knee three times a day for 15 minutes, with a cloth between ice and skin.',
    'Shower with the waterproof plaster; no bath until the stitches are out.',
    'Take apixaban twice a day until the packet is empty, even if you walk well.',
    'No driving until you can brake hard without pain, at the earliest on 12 May.',
  ]);
  sheet.heading('Your next dates');
  sheet.table(
    [
      { label: 'When', share: 0.34 },
      { label: 'Where', share: 0.66 },
    ],
    [
      { cells: ['Tue 28 April, 09:20', 'Dr Pillai, Mill Lane Practice: stitches, blood test'] },
      { cells: ['Thu 30 April, 11:00', 'Riverside Physiotherapy: first session'] },
      { cells: ['Tue 5 May, 14:30', 'Cardiology Practice at Weir Bridge: echocardiogram'] },
      { cells: ['Wed 3 June, 08:45', 'St. Mary’s, outpatient clinic 2: Mr O’Sáorla'] },
    ],
  );
  return sheet.pages();
};

export const dischargeLetter: DemoDocument = {
  title: 'Discharge letter, St. Mary’s',
  fileName: 'discharge letter St. Mary’s.pdf',
  category: 'discharge_letter',
  documentDate: '2026-04-21',
  note: 'Stitches out on 28 April.',
  author: 'St. Mary’s Hospital',
  language: 'en-GB',
  pages,
};
