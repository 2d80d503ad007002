import { describe, expect, it } from 'vitest';
import { drop } from './files.ts';
import { findFaults } from './find-faults.ts';
import { buildTestPdf } from './pdfs.ts';
import { setStage } from './stage.ts';
import { addDocuments, rowOf } from './steps.ts';

describe('What a worker has read', () => {
  const stage = setStage({ inspectsApart: true });
  const pages = ['Discharge letter', 'Nothing of note', 'A tear of the left meniscus', 'The end of the letter'];

  it('a word of page 3 finds the document, which opens there with the word marked', async () => {
    const { page } = await stage.openSignedIn();
    await drop(page, [{ name: 'St. Mary.pdf', bytes: buildTestPdf({ pages }) }]);
    await addDocuments(page, 'Something else');
    const row = rowOf(page, 'St. Mary');
    await row.getByText('Ready').filter({ visible: true }).waitFor();
    await row.locator('img').first().waitFor({ state: 'attached' });
    await page.getByRole('searchbox').fill('menisc');
    await row.getByText('Page 3:').waitFor();
    expect(await row.locator('mark').textContent()).toBe('meniscus');
    expect(await page.getByRole('article').count()).toBe(1);
    expect(await findFaults(page, 'a hit within a document')).toEqual([]);

    await row.getByRole('link').click();
    await page.waitForURL(/\?page=3&find=meniscus$/);
    await page.getByText('1 of 1', { exact: true }).waitFor();
    await expect.poll(() => page.getByRole('textbox', { name: 'Page' }).inputValue()).toBe('3');
    expect(await findFaults(page, 'a document, opened at a hit')).toEqual([]);
    await page.goBack();
    await row.getByText('Page 3:').waitFor();
  });

  it('the picture of its first page stands in the list, and comes without a reload', async () => {
    const { page } = await stage.openSignedIn();
    await drop(page, [{ name: 'Letter.pdf', bytes: buildTestPdf({ pages }) }]);
    const picture = rowOf(page, 'Letter').locator('img').filter({ visible: true });
    await picture.waitFor();
    await expect.poll(() => picture.evaluate((image: HTMLImageElement) => image.naturalWidth)).toBeGreaterThan(100);
    expect(await picture.evaluate((image: HTMLImageElement) => image.naturalWidth)).toBeLessThanOrEqual(320);
  });
});
