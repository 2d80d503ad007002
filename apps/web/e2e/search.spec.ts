import { describe, expect, it } from 'vitest';
import { buildTestPdf } from './pdfs.ts';
import { choose } from './files.ts';
import { rowOf } from './steps.ts';
import { setStage } from './stage.ts';

const stage = setStage();

describe('a search', () => {
  it('shows the best match first and says so; another order can be chosen, and it is the newest again without it', async () => {
    const { page } = await stage.openSignedIn();
    const names = ['Knee scan.pdf', 'Letter about the kneecap.pdf', 'Allergy test.pdf'];
    for (const name of names) {
      await choose(page, [{ name, bytes: buildTestPdf({ pages: [name] }) }]);
      await rowOf(page, name.replace('.pdf', '')).waitFor();
    }
    const titles = page.getByRole('article').getByRole('link');
    const order = page.getByLabel('Order').filter({ visible: true });
    const orderSaid = () => order.evaluate((select: HTMLSelectElement) => select.selectedOptions[0]?.textContent);
    expect(await order.getByText('Best match first').count()).toBe(0);

    await page.getByRole('searchbox').fill('KNÉE');
    await expect.poll(() => titles.allTextContents()).toEqual(['Knee scan', 'Letter about the kneecap']);
    expect(await orderSaid()).toBe('Best match first');
    await order.selectOption('Newest first');
    await expect.poll(() => titles.allTextContents()).toEqual(['Letter about the kneecap', 'Knee scan']);
    await page.goBack();
    await expect.poll(() => titles.allTextContents()).toEqual(['Knee scan', 'Letter about the kneecap']);

    await page.getByRole('button', { name: 'Clear the search' }).click();
    await expect
      .poll(() => titles.allTextContents())
      .toEqual(names.map((name) => name.replace('.pdf', '')).toReversed());
    expect(await orderSaid()).toBe('Newest first');
  });
});
