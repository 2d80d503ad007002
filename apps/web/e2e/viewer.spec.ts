import { readdir, readFile } from 'node:fs/promises';
import path from 'node:path';
import type { Page } from 'playwright-core';
import { describe, expect, it } from 'vitest';
import { choose } from './files.ts';
import { buildTestPdf } from './pdfs.ts';
import { setStage } from './stage.ts';
import { addDocuments, chooseFromMenu, lineOf, openDocument, rowOf } from './steps.ts';

const pages = Array.from({ length: 12 }, (_, index) => `Report page ${index + 1}\nHaemoglobin ${120 + index} g/L`);

/** How many pixels of the first page are not white. */
function countInk(page: Page): Promise<number> {
  return page
    .locator('canvas[data-drawn="true"]')
    .first()
    .evaluate((element) => {
      const canvas = element as HTMLCanvasElement;
      const { data } = canvas.getContext('2d')!.getImageData(0, 0, canvas.width, canvas.height);
      let ink = 0;
      for (let at = 0; at < data.length; at += 4) if (data[at]! < 128) ink += 1;
      return ink;
    });
}

/** PDFs that try to act, where the corpus lies beside the project. */
async function findActiveCorpus(): Promise<string[]> {
  const folder = path.resolve(import.meta.dirname, '../../../../shared/corpus/active');
  const names = await readdir(folder).catch((error: NodeJS.ErrnoException) => {
    if (error.code === 'ENOENT') return [];
    throw error;
  });
  return names.filter((name) => name.endsWith('.pdf')).map((name) => path.join(folder, name));
}

describe('One document, in a browser', () => {
  const stage = setStage();

  const openReport = async (page: Page): Promise<void> => {
    await choose(page, [{ name: 'Report.pdf', bytes: buildTestPdf({ pages }) }]);
    await rowOf(page, 'Report').waitFor();
    await openDocument(page, 'Report');
  };

  it('its pages are painted, only those near by, and its text can be selected', async () => {
    const { page } = await stage.openSignedIn();
    await openReport(page);
    expect(await countInk(page)).toBeGreaterThan(100);
    const text = page.locator('.text-layer').first().getByText('Report page 1');
    await text.waitFor({ state: 'attached' });
    await text.selectText();
    expect(await page.evaluate(() => getSelection()?.toString())).toBe('Report page 1');
    expect(await page.getByRole('img', { name: /^Page \d+ of 12$/ }).count()).toBeLessThan(5);
  });

  it('one gets about by the page field, the arrows, the page list and the keyboard', async () => {
    const { page } = await stage.openSignedIn();
    await openReport(page);
    const field = page.getByRole('textbox', { name: 'Page' });
    await field.fill('7');
    await field.press('Enter');
    await page.getByRole('img', { name: 'Page 7 of 12' }).waitFor();
    await expect.poll(() => field.inputValue()).toBe('7');
    await page.getByRole('button', { name: 'Next page' }).click();
    await expect.poll(() => field.inputValue()).toBe('8');
    await page
      .getByRole('button', { name: 'Go to page 2', exact: true })
      .or(page.getByRole('button', { name: 'Go to page 8' }))
      .first()
      .waitFor();
    await page.getByRole('region', { name: 'Pages of Report' }).focus();
    await page.keyboard.press('Home');
    await expect.poll(() => field.inputValue()).toBe('1');
    await page.keyboard.press('PageDown');
    await page.keyboard.press('PageDown');
    await expect.poll(() => field.inputValue()).not.toBe('1');
  });

  it('pages grow and shrink by button and key, and fit the width again', async () => {
    const { page } = await stage.openSignedIn();
    await openReport(page);
    const size = page.getByRole('status').filter({ hasText: /^\d+\s%$/ });
    const fit = Number.parseInt((await size.textContent()) ?? '', 10);
    await page.getByRole('button', { name: 'Larger' }).click();
    await expect.poll(async () => Number.parseInt((await size.textContent()) ?? '', 10)).toBeGreaterThan(fit);
    await page.getByRole('region', { name: 'Pages of Report' }).focus();
    await page.keyboard.press('-');
    await page.keyboard.press('-');
    await expect.poll(async () => Number.parseInt((await size.textContent()) ?? '', 10)).toBeLessThan(fit);
    await page.getByRole('button', { name: 'Fit the width' }).click();
    await expect.poll(async () => Number.parseInt((await size.textContent()) ?? '', 10)).toBe(fit);
  });

  it('words are found in the whole document, one hit after the other', async () => {
    const { page } = await stage.openSignedIn();
    await openReport(page);
    await page.getByRole('button', { name: 'Search' }).click();
    const search = page.getByRole('searchbox', { name: 'Search in this document' });
    await search.fill('haemoglobin');
    await page.getByText('1 of 12', { exact: true }).waitFor();
    await search.press('Shift+Enter');
    await page.getByText('12 of 12', { exact: true }).waitFor();
    await page.getByRole('img', { name: 'Page 12 of 12' }).waitFor();
    await search.fill('cholesterol');
    await page.getByText('Not found').waitFor();
    await search.press('Escape');
    await search.waitFor({ state: 'detached' });
  });

  it('on a phone it fills the window, with its details below', async () => {
    const { page } = await stage.openSignedIn({ viewport: { width: 390, height: 844 } });
    await openReport(page);
    await page.getByText('Page 1 of 12').waitFor();
    expect(await page.getByRole('link', { name: 'Trash' }).filter({ visible: true }).count()).toBe(0);
    await page.getByRole('button', { name: 'Show the details' }).click();
    await page.getByRole('dialog').getByText('Not scanned for viruses here.').waitFor();
    await page.getByRole('button', { name: 'Hide the details' }).click();
    await page.getByRole('link', { name: 'My documents' }).click();
    await rowOf(page, 'Report').waitFor();
  });

  it('a damaged file is told so, and can still be downloaded', async () => {
    const { page } = await stage.openSignedIn();
    await addDocuments(page, 'Broken');
    // It was sound when it was checked: here it does not come as it was kept.
    const body = '%PDF-1.7\nnothing that could be read';
    await page.route(/\/content\b/, (route) => route.fulfill({ contentType: 'application/pdf', body }));
    await rowOf(page, 'Broken').getByRole('link').click();
    await page.getByText('This PDF cannot be shown here').waitFor();
    await page.getByRole('link', { name: 'Download' }).waitFor();
  });

  it('a document in the trash stays closed until it is restored', async () => {
    const { page } = await stage.openSignedIn();
    await addDocuments(page, 'Old plan');
    const address = await rowOf(page, 'Old plan').getByRole('link').getAttribute('href');
    await chooseFromMenu(page, 'Old plan', 'Move to trash');
    await page.getByText('is in the trash').waitFor();
    await page.goto(address!);
    await page.getByText('This document is in the trash').waitFor();
    await page.getByRole('button', { name: 'Restore' }).click();
    await page.locator('canvas[data-drawn="true"]').first().waitFor();
  });

  it('row 28: a document of somebody else is not here, like one that never was', async () => {
    const owner = await stage.openSignedIn();
    await addDocuments(owner.page, 'Private');
    const address = await rowOf(owner.page, 'Private').getByRole('link').getAttribute('href');
    const stranger = await stage.openSignedIn();
    for (const wrong of [address!, '/documents/01980000-0000-7000-8000-000000000000', '/documents/nonsense']) {
      await stranger.page.goto(wrong);
      await stranger.page.getByRole('heading', { name: 'This document is not here' }).waitFor();
    }
  });

  it('row 31: a script in a document never runs', async () => {
    const { page } = await stage.openSignedIn();
    const script = 'app.alert("owned"); app.launchURL("https://example.com/steal")';
    await choose(page, [{ name: 'Active.pdf', bytes: buildTestPdf({ pages: ['Harmless to read'], script }) }]);
    await rowOf(page, 'Active').waitFor();
    await openDocument(page, 'Active');
    await page.locator('.text-layer').getByText('Harmless to read').waitFor({ state: 'attached' });
  });

  it('row 31: PDFs made to act, opened one by one, open no dialog and ask no other origin', async () => {
    const { page, context } = await stage.openSignedIn();
    for (const file of await findActiveCorpus()) {
      const title = path.basename(file, '.pdf').replaceAll('_', ' ');
      await choose(page, [{ name: path.basename(file), bytes: await readFile(file) }]);
      await lineOf(page, title).getByText('Ready.').waitFor();
      await rowOf(page, title).getByRole('link').click();
      await page
        .locator('canvas[data-drawn]')
        .first()
        .or(page.getByText(/This PDF cannot be shown here|This PDF is locked/))
        .first()
        .waitFor();
      await page
        .getByRole('link', { name: 'My documents' })
        .or(page.getByRole('link', { name: 'Documents', exact: true }))
        .first()
        .click();
      await rowOf(page, title).waitFor();
    }
    expect(context.pages()).toHaveLength(1);
  });
});
