import { describe, expect, it } from 'vitest';
import { drop, holdOver } from './files.ts';
import { findFaults } from './find-faults.ts';
import { buildTestPdf } from './pdfs.ts';
import { setStage } from './stage.ts';
import { addDocuments, chooseFromMenu, openDocument, rowOf } from './steps.ts';

const desktop = { width: 1280, height: 900 };
const phone = { width: 390, height: 844 };

describe('Every screen, in a browser', () => {
  const stage = setStage({ config: { maxUploadSizeInBytes: 1_000_000 } });

  it.each([
    ['desktop', desktop],
    ['phone', phone],
  ] as const)(
    'has nothing that axe finds, light and dark, on a %s',
    async (device, viewport) => {
      const isPhone = device === 'phone';
      const { page } = await stage.openSignedIn({ viewport, reducedMotion: 'reduce' });
      const faults: string[] = [];
      const look = async (screen: string): Promise<void> => {
        faults.push(...(await findFaults(page, screen)));
      };
      await page.getByRole('heading', { name: 'Add your first document' }).waitFor();
      await look('the first time');
      await holdOver(page, [{ name: 'a.pdf', bytes: buildTestPdf({ pages: ['a'] }) }]);
      await page.getByText('Let go to add').waitFor();
      await look('a file held over the page');
      await page.reload();

      await addDocuments(page, 'Hearing test', 'Knee X-ray');
      await drop(page, [
        { name: 'Copy.pdf', bytes: buildTestPdf({ pages: ['Hearing test'] }) },
        { name: 'Photo.jpg', bytes: Buffer.from([0xff, 0xd8, 0xff, 0xe0]), type: 'image/jpeg' },
      ]);
      if (isPhone) {
        await page.getByRole('button', { name: 'Fold away' }).click();
        await page.getByText('2 files added, 2 need you').waitFor();
        await look('the folded tray');
        await page.getByRole('button', { name: 'Show the files' }).click();
      }
      await page.getByText('This is a picture.', { exact: true }).waitFor();
      await look('the tray');
      await page.reload();
      await rowOf(page, 'Hearing test').waitFor();
      await look('the list');
      await page.getByRole('button', { name: 'More for Hearing test' }).click();
      await page.getByRole('menuitem', { name: 'Open' }).waitFor();
      await look('the menu of a row');
      await page.getByRole('menuitem', { name: 'Change title, category or date' }).click();
      await page.getByRole('dialog').getByLabel('Title').fill('');
      await page.getByRole('button', { name: 'Save' }).click();
      await look('a change with a fault');
      await page.keyboard.press('Escape');
      await page.goto('/?q=unicorn');
      await page.getByRole('heading', { name: 'Nothing found' }).waitFor();
      await look('no hits');

      await page.goto('/');
      await openDocument(page, 'Hearing test');
      await look('a document');
      await page.getByRole('button', { name: 'Search' }).click();
      await page.getByRole('searchbox').fill('hearing');
      await page.getByText('1 of 1', { exact: true }).waitFor();
      await look('a search in it');
      if (isPhone) await page.getByRole('button', { name: 'Show the details' }).click();
      await page.getByRole('button', { name: 'Change the note' }).click();
      await look('its details, one being changed');
      await page.goto('/documents/01980000-0000-7000-8000-000000000000');
      await page.getByRole('heading', { name: 'This document is not here' }).waitFor();
      await look('a document that is not here');

      await page.goto('/');
      await chooseFromMenu(page, 'Knee X-ray', 'Move to trash');
      await page.getByRole('button', { name: 'Undo' }).waitFor();
      await look('a notice with Undo');
      await page.getByRole('link', { name: 'Trash' }).filter({ visible: true }).click();
      await page.getByRole('button', { name: 'Restore Knee X-ray' }).waitFor();
      await look('the trash');
      await page.getByRole('button', { name: 'Delete now: Knee X-ray' }).click();
      await page.getByRole('button', { name: 'Keep it' }).waitFor();
      await look('the last question');
      await page.getByRole('button', { name: 'Delete for good' }).click();
      await page.getByText('The trash is empty').waitFor();
      await look('the empty trash');

      await page.route('**/api/v1/documents?*', (route) => route.abort());
      await page.goto('/');
      await page.getByRole('heading', { name: 'Your documents could not be loaded' }).waitFor();
      await look('a list that could not be loaded');
      expect(faults).toEqual([]);
    },
    120_000,
  );

  it('the sign-in has nothing that axe finds, and neither has its fault', async () => {
    const { page } = await stage.open({ viewport: phone });
    await page.goto('/sign-in');
    await page.getByLabel('E-mail or mobile number').fill('nobody');
    await page.getByRole('button', { name: 'Send me a code' }).click();
    expect(await findFaults(page, 'the address, refused')).toEqual([]);
    await page.getByLabel('E-mail or mobile number').fill('somebody@example.org');
    await page.getByRole('button', { name: 'Send me a code' }).click();
    await page.getByLabel('6-digit code').waitFor();
    expect(await findFaults(page, 'the code')).toEqual([]);
  });

  it('reads from right to left in Arabic, list, tray and document', async () => {
    const { page } = await stage.openSignedIn({ locale: 'ar' });
    await page.getByRole('heading', { name: 'أضف أول مستند لك' }).waitFor();
    await drop(page, [{ name: 'اختبار السمع.pdf', bytes: buildTestPdf({ pages: ['Hearing test'] }) }]);
    await rowOf(page, 'اختبار السمع').waitFor();
    expect(await page.evaluate(() => [document.documentElement.dir, document.documentElement.lang])).toEqual([
      'rtl',
      'ar',
    ]);
    const title = await rowOf(page, 'اختبار السمع').getByRole('link').boundingBox();
    const menu = await rowOf(page, 'اختبار السمع').getByRole('button').boundingBox();
    expect(menu!.x).toBeLessThan(title!.x);
    expect(await findFaults(page, 'the list in Arabic')).toEqual([]);
    await openDocument(page, 'اختبار السمع');
    expect(await findFaults(page, 'a document in Arabic')).toEqual([]);
  });

  it('works by keyboard alone: to a document, its menu and back', async () => {
    const { page } = await stage.openSignedIn();
    await addDocuments(page, 'Hearing test');
    await rowOf(page, 'Hearing test').getByRole('link').focus();
    await page.keyboard.press('Tab');
    await page.keyboard.press('Enter');
    await page.getByRole('menuitem', { name: 'Open' }).waitFor();
    await page.keyboard.press('ArrowDown');
    await page.keyboard.press('Enter');
    await page.locator('canvas[data-drawn="true"]').first().waitFor();
    await page.goBack();
    await rowOf(page, 'Hearing test').waitFor();
  });
});
