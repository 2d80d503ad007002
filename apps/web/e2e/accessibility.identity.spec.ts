import type { Page } from 'playwright-core';
import { describe, expect, it } from 'vitest';
import { addAuthenticator, withoutOffersInField } from './authenticator.ts';
import { findFaults } from './find-faults.ts';
import { pretendEnding, pretendRefusal } from './pretend.ts';
import { shootSignIn } from './shoot-sign-in.ts';
import { setStage } from './stage.ts';
import { addDocuments, chooseFromAccount, openDocument } from './steps.ts';

const desktop = { width: 1280, height: 900 };
const phone = { width: 390, height: 844 };

type Look = (screen: string) => Promise<void>;

async function walkAccount(page: Page, look: Look): Promise<void> {
  await page.getByText('Sign in without a code next time.').waitFor();
  await look('the offer of a passkey');
  await page.getByRole('button', { name: 'Add a passkey' }).click();
  await page.getByText('The passkey is added.').waitFor();
  await chooseFromAccount(page, 'My account');
  await page.getByRole('list', { name: 'My devices' }).waitFor();
  await page.getByRole('list', { name: 'Passkeys' }).waitFor();
  await look('the account');
  await page.getByRole('button', { name: /^Rename/ }).click();
  await page.getByLabel('Name of the passkey').fill('');
  await page.getByRole('button', { name: 'Save' }).click();
  await page.getByText('Write a name that you recognise.').waitFor();
  await look('a passkey being renamed, with a fault');
  await page.keyboard.press('Escape');
  await page
    .getByRole('list', { name: 'Passkeys' })
    .getByRole('button', { name: /^Remove/ })
    .click();
  await page.getByRole('button', { name: 'Keep it' }).waitFor();
  await look('a passkey being removed');
  await page.getByRole('button', { name: 'Keep it' }).click();

  await page.getByRole('button', { name: 'Add an address or number' }).click();
  await page.getByRole('button', { name: 'Send a code there' }).click();
  await page.getByText('Write your e-mail address').waitFor();
  await look('a new address, refused');
  await pretendRefusal(page, 'POST', '**/account/contacts', { status: 403, code: 'fresh_sign_in_required' });
  await page.getByLabel('New e-mail address').fill('another@example.org');
  await page.getByRole('button', { name: 'Send a code there' }).click();
  const dialog = page.getByRole('dialog', { name: 'Is it really you?' });
  await dialog.getByRole('button', { name: /^Send a code to/ }).click();
  await dialog.getByLabel('6-digit code').waitFor();
  await look('the code for a fresh sign-in');
  await dialog.getByRole('button', { name: 'Cancel' }).click();
  await page.getByText('Nothing was changed').waitFor();
  await look('a fresh sign-in, declined');
  await page.unroute('**/account/contacts');
}

async function walkActivity(page: Page, look: Look): Promise<void> {
  await page.goto('/');
  await addDocuments(page, 'Hearing test');
  await openDocument(page, 'Hearing test');
  await page.goto('/activity');
  await page.getByText('You opened Hearing test').waitFor();
  await look('who looked');
  await page.goto('/activity?kind=openings&documentId=01980000-0000-7000-8000-000000000000');
  await page.getByRole('heading', { name: 'Nothing of this kind happened' }).waitFor();
  await look('who looked: nobody');
  await pretendRefusal(page, 'GET', '**/api/v1/activity?*', { status: 500, code: 'internal_error' });
  await page.goto('/activity');
  await page.getByRole('heading', { name: 'What happened could not be loaded' }).waitFor();
  await look('who looked: it could not be loaded');
  await page.unroute('**/api/v1/activity?*');
  await pretendEnding(page, 110_000);
  await page.goto('/activity');
  await page.getByRole('button', { name: 'Stay signed in' }).waitFor();
  await look('a session that ends soon');
}

/** How far a page reaches beyond its window, and whether a part of its header lies on another. */
function measure(page: Page): Promise<{ overflow: number; overlaps: boolean }> {
  return page.evaluate(() => {
    const { scrollWidth, clientWidth } = document.documentElement;
    const boxes = [...document.querySelectorAll('header a, header button')]
      .filter((element) => element.checkVisibility())
      .map((element) => element.getBoundingClientRect());
    const overlaps = boxes.some((box) =>
      boxes.some((other) => box !== other && box.left < other.right - 1 && other.left < box.right - 1),
    );
    return { overflow: scrollWidth - clientWidth, overlaps };
  });
}

describe('Every screen of identity, in a browser', () => {
  const stage = setStage();

  it.each([
    ['desktop', desktop],
    ['phone', phone],
  ] as const)(
    'has nothing that axe finds, light and dark, on a %s',
    async (_, viewport) => {
      const { page } = await stage.openSignedIn({ viewport, reducedMotion: 'reduce' });
      await addAuthenticator(page);
      await withoutOffersInField(page);
      await page.reload();
      const faults: string[] = [];
      const look: Look = async (screen) => {
        faults.push(...(await findFaults(page, screen)));
      };
      await walkAccount(page, look);
      await walkActivity(page, look);
      await page.unrouteAll({ behavior: 'ignoreErrors' });
      await chooseFromAccount(page, 'Sign out');
      await pretendRefusal(page, 'POST', '**/sign-in/passkey/options', { status: 403, code: 'passkey_refused' });
      await page.getByRole('button', { name: 'Use a passkey' }).click();
      await page.getByText('This passkey is not known here.').waitFor();
      await look('a passkey, refused');
      expect(faults).toEqual([]);
    },
    120_000,
  );

  it.each([
    ['desktop', desktop],
    ['phone', phone],
  ] as const)(
    'has nothing that axe finds in any state of the sign-in, light and dark, on a %s',
    async (device, viewport) => {
      const { page } = await stage.open({ viewport, reducedMotion: 'reduce' });
      const faults: string[] = [];
      const shoot: Look = async (screen) => {
        faults.push(...(await findFaults(page, screen)));
      };
      await shootSignIn({ page, shoot, isPhone: device === 'phone', url: stage.url });
      expect(faults).toEqual([]);
    },
    180_000,
  );

  it.each(['en-GB', 'es', 'ar'])(
    'fits every window, from 320 px and a desktop at 200 % on, without scrolling sideways (%s)',
    async (locale) => {
      const { page } = await stage.openSignedIn({ locale });
      const misfits: string[] = [];
      for (const path of ['/', '/account', '/activity', '/trash']) {
        await page.goto(path);
        await page.locator('main h1').waitFor();
        for (const width of [320, 390, 640, 768, 1024]) {
          await page.setViewportSize({ width, height: 450 });
          const { overflow, overlaps } = await measure(page);
          if (overflow > 0 || overlaps) misfits.push(`${path} at ${width} px: ${overflow} px too wide, ${overlaps}`);
        }
      }
      expect(misfits).toEqual([]);
    },
  );

  it('reads from right to left in Arabic: the account and who looked', async () => {
    const { page } = await stage.openSignedIn({ locale: 'ar' });
    await page.goto('/account');
    await page.getByRole('heading', { name: 'حسابي', level: 1 }).waitFor();
    await page.getByRole('list', { name: 'أجهزتي' }).waitFor();
    expect(await findFaults(page, 'the account in Arabic')).toEqual([]);
    await page.goto('/activity');
    await page.getByRole('heading', { name: 'من اطّلع على مستنداتي' }).waitFor();
    await page.getByText('أنت: تسجيل الدخول').waitFor();
    expect(await findFaults(page, 'who looked, in Arabic')).toEqual([]);
  });
});
