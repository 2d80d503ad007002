import { createHash } from 'node:crypto';
import { readFile } from 'node:fs/promises';
import { describe, expect, it } from 'vitest';
import { signIn } from './browser.ts';
import { drop } from './files.ts';
import { buildTestPdf } from './pdfs.ts';
import { setStage } from './stage.ts';
import { addDocuments, chooseFromMenu, openDocument, rowOf } from './steps.ts';

const sha256 = (bytes: Buffer): string => createHash('sha256').update(bytes).digest('hex');

describe('My documents, in a browser', () => {
  const stage = setStage();

  it('a patient signs in with the code from the mailbox; a paper is dropped on the page, listed, opened and downloaded byte for byte', async () => {
    const { page } = await stage.open();
    await signIn(page, stage.url);
    await page.getByRole('heading', { name: 'Add your first document' }).waitFor();
    const bytes = buildTestPdf({ pages: ['Hearing test', 'Second page'] });
    await drop(page, [{ name: 'Hearing test.pdf', bytes }]);
    await rowOf(page, 'Hearing test').waitFor();
    await rowOf(page, 'Hearing test').getByText('Ready').filter({ visible: true }).waitFor();

    await openDocument(page, 'Hearing test');
    expect(await page.title()).toContain('Hearing test');
    const download = page.waitForEvent('download');
    await page.getByRole('link', { name: 'Download' }).click();
    expect((await download).suggestedFilename()).toBe('Hearing test.pdf');
    expect(sha256(await readFile(await (await download).path()))).toBe(sha256(bytes));
  });

  it('without a scanner nothing claims to be checked, and the page says so', async () => {
    const { page } = await stage.openSignedIn();
    await addDocuments(page, 'Blood test');
    await openDocument(page, 'Blood test');
    await page.getByText('Not scanned for viruses here.').waitFor();
    expect(await page.getByText(/Checked/).count()).toBe(0);
  });

  it('what is thrown away is gone from the list at once, and Undo brings it back', async () => {
    const { page } = await stage.openSignedIn();
    await addDocuments(page, 'Eye test', 'Ear test');
    await chooseFromMenu(page, 'Eye test', 'Move to trash');
    await rowOf(page, 'Eye test').waitFor({ state: 'detached' });
    await page.getByText('1 document, ready to open.').waitFor();
    await page.getByRole('button', { name: 'Undo' }).click();
    await rowOf(page, 'Eye test').waitFor();
    await page.reload();
    await rowOf(page, 'Eye test').waitFor();
    await rowOf(page, 'Ear test').waitFor();
  });

  it('the trash says when a document goes for good, restores it, and deletes it after one question', async () => {
    const { page } = await stage.openSignedIn();
    await addDocuments(page, 'Old plan', 'New plan');
    await chooseFromMenu(page, 'Old plan', 'Move to trash');
    await chooseFromMenu(page, 'New plan', 'Move to trash');
    await page.getByRole('link', { name: 'Trash' }).filter({ visible: true }).click();
    await expect.poll(() => page.getByText('Gone in 30 days').count()).toBe(2);

    await page.getByRole('button', { name: 'Restore New plan' }).click();
    await page.getByText('is back in your documents').waitFor();
    const notices = page.getByRole('region', { name: 'Notices' });
    expect(await notices.getByText('New plan is in the trash').count()).toBe(0);
    await page.getByRole('button', { name: 'Delete now: Old plan' }).click();
    await page.getByRole('button', { name: 'Keep it' }).click();
    await page.getByRole('dialog').waitFor({ state: 'detached' });
    await page.getByRole('heading', { name: 'Old plan', level: 2 }).waitFor();
    await page.getByRole('button', { name: 'Delete now: Old plan' }).click();
    await page.getByRole('button', { name: 'Delete for good' }).click();
    await page.getByText('The trash is empty').waitFor();
    await notices.getByText('Old plan is gone for good').waitFor();
    expect(await notices.getByRole('button', { name: 'Undo' }).count()).toBe(0);
    await page.getByRole('link', { name: 'To my documents', exact: true }).click();
    await rowOf(page, 'New plan').waitFor();
    expect(await rowOf(page, 'Old plan').count()).toBe(0);
  });

  it('a search, a category and an order are in the address, and Back takes them back', async () => {
    const { page } = await stage.openSignedIn();
    await addDocuments(page, 'Knee X-ray', 'Knee letter', 'Allergy test');
    await chooseFromMenu(page, 'Knee letter', 'Change title, category or date');
    await page.getByRole('dialog').getByLabel('Category').selectOption('Letters');
    await page.getByRole('button', { name: 'Save' }).click();
    await page.getByRole('button', { name: /^Letters/ }).waitFor();

    await page.getByRole('searchbox').fill('knee');
    await page.getByText('2 documents found').waitFor();
    expect(new URL(page.url()).search).toBe('?q=knee');
    await page.getByRole('button', { name: /^Letters/ }).click();
    await page.getByText('1 document found').waitFor();
    expect(new URL(page.url()).search).toBe('?q=knee&category=discharge_letter');
    await page.goBack();
    await page.getByText('2 documents found').waitFor();
    await page.getByRole('button', { name: 'Clear the search' }).click();
    await rowOf(page, 'Allergy test').waitFor();
    await page.getByLabel('Order').filter({ visible: true }).selectOption('By title');
    await page.waitForURL('**/?sort=title');
    const titles = page.getByRole('article').getByRole('link');
    await expect.poll(() => titles.allTextContents()).toEqual(['Allergy test', 'Knee letter', 'Knee X-ray']);
  });

  it('a search without a hit says what was looked for, and leads back to everything', async () => {
    const { page } = await stage.openSignedIn();
    await addDocuments(page, 'Allergy test');
    await page.getByRole('searchbox').fill('unicorn');
    await page.getByText('No document has “unicorn” in its title, its file name or its text.').waitFor();
    await page.getByRole('button', { name: 'Show all documents' }).click();
    await rowOf(page, 'Allergy test').waitFor();
  });

  it('title, category, date and note are changed in the list and in place, and stay', async () => {
    const { page } = await stage.openSignedIn();
    await addDocuments(page, 'scan0001');
    await chooseFromMenu(page, 'scan0001', 'Change title, category or date');
    const dialog = page.getByRole('dialog');
    await dialog.getByLabel('Title').fill('  ');
    await dialog.getByRole('button', { name: 'Save' }).click();
    await dialog.getByText('Please write a title.').waitFor();
    await dialog.getByLabel('Title').fill('MRI knee');
    await dialog.getByLabel('Date on the paper').fill('2026-05-03');
    await dialog.getByRole('button', { name: 'Save' }).click();
    await rowOf(page, 'MRI knee').getByText('3 May 2026').filter({ visible: true }).waitFor();

    await openDocument(page, 'MRI knee');
    await page.getByRole('button', { name: 'Change the note' }).click();
    await page.getByLabel('Note').fill('For Dr Pillai');
    await page.getByRole('button', { name: 'Save' }).click();
    await page.getByText('For Dr Pillai').waitFor();
    await page.getByRole('button', { name: 'Change the title' }).click();
    await page.getByLabel('Title').press('Escape');
    await page.reload();
    await page.getByText('For Dr Pillai').waitFor();
    await page.getByRole('heading', { name: 'MRI knee', level: 1 }).waitFor();
  });

  it('a change that the portal refuses is taken back with a reason and a number to quote', async () => {
    const { page } = await stage.openSignedIn();
    await addDocuments(page, 'Plan A');
    await page.route('**/api/v1/documents/*', (route) =>
      route.fulfill({
        status: 500,
        contentType: 'application/problem+json',
        json: { type: 'about:blank', title: '', status: 500, detail: '', instance: '01J-7F3K', code: 'internal_error' },
      }),
    );
    await chooseFromMenu(page, 'Plan A', 'Move to trash');
    await page.getByText('It was not moved to the trash.', { exact: false }).waitFor();
    await page.getByText('Number to quote: 01J-7F3K').waitFor();
    await rowOf(page, 'Plan A').waitFor();
  });

  it('after signing out, Back shows nothing of a patient', async () => {
    const { page } = await stage.openSignedIn();
    await addDocuments(page, 'Secret diagnosis');
    await openDocument(page, 'Secret diagnosis');
    const account = page.getByRole('button', { name: 'Account' });
    const place = await account.boundingBox();
    await account.click();
    await page.getByRole('menuitem', { name: 'Sign out' }).waitFor();
    expect(await page.locator('header').getByText('Account', { exact: true }).locator('..').boundingBox()).toEqual(
      place,
    );
    await page.getByRole('menuitem', { name: 'Sign out' }).click();
    await page.getByLabel('E-mail or mobile number').waitFor();
    await page.goBack();
    await page.getByLabel('E-mail or mobile number').waitFor();
    expect(await page.content()).not.toContain('Secret diagnosis');
  });
});
