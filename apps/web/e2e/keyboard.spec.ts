import type { Locator } from 'playwright-core';
import { describe, expect, it } from 'vitest';
import { choose, drop } from './files.ts';
import { buildTestPdf } from './pdfs.ts';
import { setStage } from './stage.ts';
import { addDocuments, chooseFromMenu, openDocument, rowOf } from './steps.ts';

describe('Where the keyboard goes on, in a browser', () => {
  const stage = setStage();

  it('after a document is thrown away its neighbour has the focus, and after Undo the document itself', async () => {
    const { page } = await stage.openSignedIn();
    await addDocuments(page, 'First', 'Second', 'Third');
    const focused = () => page.evaluate(() => document.activeElement?.textContent);
    // The newest stands first.
    await chooseFromMenu(page, 'Second', 'Move to trash');
    await rowOf(page, 'Second').waitFor({ state: 'detached' });
    await expect.poll(focused).toBe('First');
    const undo = page.getByRole('button', { name: 'Undo' });
    await undo.focus();
    await undo.press('Enter');
    await rowOf(page, 'Second').waitFor();
    await expect.poll(focused).toBe('Second');
    await chooseFromMenu(page, 'First', 'Move to trash');
    await expect.poll(focused).toBe('Second');
    await chooseFromMenu(page, 'Second', 'Move to trash');
    await expect.poll(focused).toBe('Third');
    await chooseFromMenu(page, 'Third', 'Move to trash');
    await expect.poll(focused).toBe('Add your first document');
  });

  it('after a document has left the trash its neighbour has the focus, and the heading after the last', async () => {
    const { page } = await stage.openSignedIn();
    await addDocuments(page, 'One', 'Two', 'Three');
    for (const title of ['One', 'Two', 'Three']) {
      await chooseFromMenu(page, title, 'Move to trash');
      await rowOf(page, title).waitFor({ state: 'detached' });
    }
    await page.getByRole('link', { name: 'Trash' }).filter({ visible: true }).click();
    const focused = () =>
      page.evaluate(() => document.activeElement?.getAttribute('aria-label') ?? document.activeElement?.tagName);
    await page.getByRole('button', { name: 'Restore Three' }).press('Enter');
    await expect.poll(focused).toBe('Restore Two');
    await page.getByRole('button', { name: 'Delete now: Two' }).press('Enter');
    await page.getByRole('button', { name: 'Delete for good' }).press('Enter');
    await expect.poll(focused).toBe('Restore One');
    await page.getByRole('button', { name: 'Restore One' }).press('Enter');
    await page.getByText('The trash is empty').waitFor();
    await expect.poll(focused).toBe('H1');
  });

  it('Page Down, Page Up and Space turn the pages of a document that was just opened', async () => {
    const { page } = await stage.openSignedIn({ viewport: { width: 1280, height: 800 } });
    await choose(page, [{ name: 'Long.pdf', bytes: buildTestPdf({ pages: ['one', 'two', 'three', 'four'] }) }]);
    await openDocument(page, 'Long');
    expect(await page.evaluate(() => document.activeElement?.tagName)).toBe('H1');
    const pane = page.getByRole('region', { name: 'Long' });
    const top = () => pane.evaluate((element) => element.scrollTop);
    await page.keyboard.press('PageDown');
    await expect.poll(top).toBeGreaterThan(0);
    const afterOne = await top();
    await page.keyboard.press('Space');
    await expect.poll(top).toBeGreaterThan(afterOne);
    await page.keyboard.press('Shift+Space');
    await page.keyboard.press('PageUp');
    await expect.poll(top).toBe(0);
    // On a button they do what they do on every button.
    await page.getByRole('button', { name: 'Change the note' }).press('Space');
    await page.getByLabel('Note').waitFor();
    expect(await top()).toBe(0);
  });

  it('on a phone, files of which none was accepted say why by themselves', async () => {
    const { page } = await stage.openSignedIn({ viewport: { width: 390, height: 844 } });
    await drop(page, [{ name: 'Letter.pdf', bytes: Buffer.from('PK\u0003\u0004 a word document') }]);
    const sheet = page.getByRole('dialog');
    await sheet.getByText('Not a PDF.').waitFor();
    await sheet.getByRole('button', { name: 'Close' }).click();
    await sheet.waitFor({ state: 'detached' });
    await addDocuments(page, 'Good');
    expect(await sheet.count()).toBe(0);
  });

  it('on a phone, the search in a document keeps its arrows beside its field', async () => {
    const { page } = await stage.openSignedIn({ viewport: { width: 390, height: 844 } });
    await addDocuments(page, 'Letter');
    await openDocument(page, 'Letter');
    await page.getByRole('button', { name: 'Search' }).click();
    const bar = page.getByRole('search');
    await bar.getByRole('searchbox').fill('Letter');
    await bar.getByText('1 of 1').waitFor();
    const middleOf = async (control: Locator): Promise<number> => {
      const box = await control.boundingBox();
      return box ? Math.round(box.y + box.height / 2) : Number.NaN;
    };
    const field = await middleOf(bar.getByRole('searchbox'));
    for (const name of ['Previous hit', 'Next hit', 'Close the search']) {
      expect(await middleOf(bar.getByRole('button', { name }))).toBe(field);
    }
  });
});
