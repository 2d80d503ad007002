import { eicar } from '@portal/testing/clamd-server';
import { pdfWithAttachment } from '@portal/testing/pdf-with-attachment';
import { describe, expect, it } from 'vitest';
import { documentsOf } from './documents-of.ts';
import { drop } from './files.ts';
import { findFaults } from './find-faults.ts';
import { buildTestPdf } from './pdfs.ts';
import { setStage } from './stage.ts';
import { lineOf, rowOf } from './steps.ts';

const infected = pdfWithAttachment('invoice.com', Buffer.from(eicar, 'latin1'));
const withLetter = pdfWithAttachment('letter.txt', Buffer.from('A letter.'));
const damaged = Buffer.from('%PDF-1.7\nnothing that anybody could read');

describe('With a scanner', () => {
  const stage = setStage({ isScanned: true, inspectsApart: true });

  it('row 26: a virus is said plainly, and no way opens the document that carries it', async () => {
    const { page, context } = await stage.openSignedIn();
    await drop(page, [{ name: 'Invoice.pdf', bytes: infected }]);
    const line = lineOf(page, 'Invoice').filter({ has: page.getByRole('button', { name: 'Move to trash' }) });
    await line.getByText('Blocked. A virus was found, so nobody can open it. You can delete it.').waitFor();
    expect(await line.getByRole('link').count()).toBe(0);
    const row = rowOf(page, 'Invoice');
    await row.getByText('Blocked').filter({ visible: true }).waitFor();
    await row.getByText('A virus was found', { exact: false }).waitFor();
    await page.getByText('1 needs you').waitFor();
    expect(await findFaults(page, 'a blocked document in list and tray')).toEqual([]);

    await page.getByRole('button', { name: 'More for Invoice' }).click();
    await page.getByRole('menuitem', { name: 'Move to trash' }).waitFor();
    expect(await page.getByRole('menuitem', { name: 'Download' }).count()).toBe(0);
    await page.keyboard.press('Escape');
    await row.getByRole('link').click();
    await page.getByRole('heading', { name: 'This document is blocked' }).waitFor();
    expect(await page.locator('canvas').count()).toBe(0);
    expect(await page.getByRole('link', { name: 'Download' }).count()).toBe(0);
    expect(await findFaults(page, 'the page of a blocked document')).toEqual([]);

    const [document] = await documentsOf(context, stage.url);
    for (const way of ['content', 'content?disposition=attachment', 'thumbnail']) {
      const answer = await context.request.get(`/api/v1/documents/${document!.id}/${way}`, { maxRedirects: 0 });
      expect([way, answer.status()]).toEqual([way, 410]);
    }
    await page.getByRole('status').getByRole('button', { name: 'Move to trash' }).click();
    await page.getByText('is in the trash').waitFor();
    await row.waitFor({ state: 'detached' });
  });

  it('a document in which nothing was found says when it was checked, in the list, the tray and on its page', async () => {
    const { page } = await stage.openSignedIn();
    await drop(page, [{ name: 'Hearing test.pdf', bytes: buildTestPdf({ pages: ['Hearing test'] }) }]);
    await lineOf(page, 'Hearing test').getByText('Checked, no problem found.').waitFor();
    await rowOf(page, 'Hearing test').getByRole('link').click();
    await page.getByText(/^Checked on .*, no problem found$/).waitFor();
    expect(await page.getByText('Not scanned').count()).toBe(0);
  });

  it('what carries more than pages is opened here, and told apart where it is downloaded', async () => {
    const { page } = await stage.openSignedIn();
    await drop(page, [{ name: 'Referral.pdf', bytes: withLetter }]);
    await lineOf(page, 'Referral').getByText('Ready.').waitFor();
    await page.getByRole('button', { name: 'More for Referral' }).click();
    await page.getByRole('menu').getByText('It holds a script or an attachment').waitFor();
    expect(await findFaults(page, 'the menu of a document with an attachment')).toEqual([]);
    await page.keyboard.press('Escape');
    await rowOf(page, 'Referral').getByRole('link').click();
    await page.getByText('There is more in this PDF than its pages', { exact: false }).waitFor();
    expect(await findFaults(page, 'a document with an attachment')).toEqual([]);
  });

  it('on a phone, what cannot be read says so and offers to add another file', async () => {
    const { page } = await stage.openSignedIn({ viewport: { width: 390, height: 844 } });
    await drop(page, [{ name: 'Torn.pdf', bytes: damaged }]);
    await page.getByText('0 files added, 1 needs you').waitFor();
    await page.getByRole('button', { name: 'Show the files' }).click();
    await lineOf(page, 'Torn').getByText('Needs you.').waitFor();
    expect(await findFaults(page, 'a damaged document in the tray')).toEqual([]);
    await page.getByRole('button', { name: 'Fold away' }).click();
    await rowOf(page, 'Torn').getByRole('link').click();
    await page.getByRole('heading', { name: 'This document is damaged' }).waitFor();
    await page.getByRole('status').getByRole('button', { name: 'Add a file' }).waitFor();
    expect(await findFaults(page, 'the page of a damaged document')).toEqual([]);
  });
});
