import type { DemoDocument } from './demo-document.ts';
import { allergyCard } from './documents/allergy-card.ts';
import { bloodTest } from './documents/blood-test.ts';
import { chestXRay } from './documents/chest-x-ray.ts';
import { dischargeLetter } from './documents/discharge-letter.ts';
import { echocardiogram } from './documents/echocardiogram.ts';
import { hearingTest } from './documents/hearing-test.ts';
import { insuranceApproval } from './documents/insurance-approval.ts';
import { kneeMri } from './documents/knee-mri.ts';
import { physiotherapyPlan } from './documents/physiotherapy-plan.ts';
import { prescription } from './documents/prescription.ts';
import { referral } from './documents/referral.ts';
import { thyroidCheck } from './documents/thyroid-check.ts';
import { vaccinationRecord } from './documents/vaccination-record.ts';

/** In the order in which they are uploaded: the oldest paper first, so that the list shows the newest on top. */
export const demoDocuments: DemoDocument[] = [
  chestXRay,
  allergyCard,
  referral,
  thyroidCheck,
  vaccinationRecord,
  insuranceApproval,
  prescription,
  kneeMri,
  dischargeLetter,
  bloodTest,
  physiotherapyPlan,
  echocardiogram,
  hearingTest,
];
