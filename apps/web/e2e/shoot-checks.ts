import { eicar } from '@portal/testing/clamd-server';
import { pdfWithAttachment } from '@portal/testing/pdf-with-attachment';
import { signIn } from './browser.ts';
import { choose } from './files.ts';
import { buildTestPdf } from './pdfs.ts';
import { pretendDocuments } from './pretend.ts';
import type { Shooter } from './shooter.ts';
import { lineOf, rowOf } from './steps.ts';

const pages = ['Discharge letter', 'Nothing of note', 'A tear of the left meniscus', 'The end of the letter'];

/** What becomes of documents that are looked at, and what is found in them, in a portal with a scanner. */
export async function shootChecks({ page, shoot, isPhone, url }: Shooter): Promise<void> {
  await signIn(page, url);
  await page.getByRole('heading', { name: 'Add your first document' }).waitFor();
  await pretendDocuments(page, {
    'Insurance approval': { state: 'refused', checkResult: 'locked' },
    Echocardiogram: { state: 'processing', checkResult: null, checkedAt: null },
  });
  await choose(page, [
    { name: 'Discharge letter, St. Mary’s.pdf', bytes: buildTestPdf({ pages }) },
    { name: 'Invoice.pdf', bytes: pdfWithAttachment('invoice.com', Buffer.from(eicar, 'latin1')) },
    { name: 'Insurance approval.pdf', bytes: buildTestPdf({ pages: ['Insurance approval'] }) },
    { name: 'Echocardiogram.pdf', bytes: buildTestPdf({ pages: ['Echocardiogram'] }) },
    { name: 'Referral.pdf', bytes: pdfWithAttachment('letter.txt', Buffer.from('A letter.')) },
    { name: 'Hearing test.pdf', bytes: Buffer.from('%PDF-1.7\nnothing that anybody could read') },
  ]);
  if (isPhone) await page.getByRole('button', { name: 'Show the files' }).click();
  await lineOf(page, 'Hearing test').getByText('Needs you.').waitFor();
  // The sheet of a phone hides the list from readers.
  await page.locator('article img').first().waitFor({ state: 'attached' });
  await shoot('checks-tray');
  await page.goto('/');
  await rowOf(page, 'Discharge letter, St. Mary’s').locator('img').filter({ visible: true }).waitFor();
  await shoot('checks-list');
  for (const [title, heading] of [
    ['Invoice', 'This document is blocked'],
    ['Insurance approval', 'This document is locked with a password'],
    ['Hearing test', 'This document is damaged'],
    ['Echocardiogram', 'This document is being checked'],
  ] as const) {
    await page.goto('/');
    await rowOf(page, title).getByRole('link').click();
    await page.getByRole('heading', { name: heading }).waitFor();
    await shoot(`checks-${title.toLowerCase().replaceAll(' ', '-')}`);
  }
  await page.goto('/');
  await page.getByRole('button', { name: 'More for Referral' }).click();
  await page.getByRole('menu').waitFor();
  await shoot('checks-menu');
  await page.keyboard.press('Escape');
  await rowOf(page, 'Referral').getByRole('link').click();
  await page.locator('canvas[data-drawn]').first().waitFor();
  await shoot('checks-attachment');
  await page.goto('/?q=meniscus');
  await page.getByText('Page 3:').waitFor();
  await shoot('checks-hit');
  await page.getByRole('article').getByRole('link').click();
  await page.getByText('1 of 1', { exact: true }).waitFor();
  await shoot('checks-opened-at-hit');
  await page.unrouteAll({ behavior: 'ignoreErrors' });
}
