import { newAddress } from '@portal/testing/signed-in-client';
import type { Page } from 'playwright-core';
import { describe, expect, it } from 'vitest';
import { newestCode } from './browser.ts';
import { findFaults } from './find-faults.ts';
import { setStage } from './stage.ts';

const phone = { width: 390, height: 844 };
/** A window of 1280 px at 200 %: half as many of the page's own. */
const twiceAsLarge = { width: 640, height: 450 };
const minuteMs = 60_000;

function otherThan(code: string): string {
  return code === '000000' ? '000001' : '000000';
}

describe('Signing in, in a browser', () => {
  let aheadByMs = 0;
  const stage = setStage({ now: () => new Date(Date.now() + aheadByMs) });

  const askForCode = async (page: Page): Promise<{ address: string; code: string }> => {
    const address = newAddress();
    await page.goto('/sign-in');
    await page.getByLabel('E-mail or mobile number').fill(address);
    await page.getByRole('button', { name: 'Send me a code' }).click();
    await page.getByLabel('6-digit code').waitFor();
    return { address, code: await newestCode(page.request, stage.url, address) };
  };

  it('works by keyboard alone', async () => {
    const { page } = await stage.open();
    const address = newAddress();
    await page.goto('/sign-in');
    await expect.poll(() => page.evaluate(() => document.activeElement?.getAttribute('name'))).toBe('address');
    await page.keyboard.type(address);
    await page.keyboard.press('Tab');
    expect(await page.evaluate(() => document.activeElement?.textContent)).toContain('Send me a code');
    await page.keyboard.press('Tab');
    expect(await page.evaluate(() => document.activeElement?.textContent)).toContain('Use a passkey');
    await page.keyboard.press('Shift+Tab');
    await page.keyboard.press('Enter');
    await page.getByLabel('6-digit code').waitFor();
    await expect
      .poll(() => page.evaluate(() => document.activeElement?.getAttribute('autocomplete')))
      .toBe('one-time-code');
    await page.keyboard.type(await newestCode(page.request, stage.url, address));
    await page.getByRole('heading', { name: 'Add your first document' }).waitFor();
  });

  it('takes a code that is pasted with the words around it', async () => {
    const { page, context } = await stage.open();
    await context.grantPermissions(['clipboard-read', 'clipboard-write'], { origin: stage.url });
    const { code } = await askForCode(page);
    await page.evaluate(
      (text) => navigator.clipboard.writeText(text),
      `Your code: ${code.slice(0, 3)} ${code.slice(3)}\n`,
    );
    await page.getByLabel('6-digit code').focus();
    await page.keyboard.press('Control+V');
    await page.getByRole('heading', { name: 'Add your first document' }).waitFor();
  });

  it('writes in the language of the page, whatever the browser speaks', async () => {
    const { page } = await stage.open();
    const address = newAddress();
    await page.goto('/sign-in');
    await page.getByLabel('Language').selectOption('Español');
    await page.getByLabel('Correo electrónico o número de móvil').fill(address);
    await page.getByRole('button', { name: 'Enviarme un código' }).click();
    const message = async () => (await stage.portal.readMailbox(address))[0]?.text;
    await expect.poll(message).toContain('código');
  });

  it('sends a code that was not answered once more, by one click', async () => {
    const { page } = await stage.open();
    const { code } = await askForCode(page);
    await page.route('**/api/v1/sign-in/sessions', (route) => route.abort());
    await page.getByLabel('6-digit code').fill(code);
    await page.getByRole('alert').getByText('The portal does not answer.').waitFor();
    await page.unroute('**/api/v1/sign-in/sessions');
    await page.getByRole('button', { name: 'Try again' }).click();
    await page.getByRole('heading', { name: 'Add your first document' }).waitFor();
  });

  it('says so where a code is wrong, and takes the right one after it', async () => {
    const { page } = await stage.open({ viewport: phone });
    const { code } = await askForCode(page);
    await page.getByLabel('6-digit code').fill(otherThan(code));
    await page.getByRole('alert').getByText('That is not the code, or it is too old.').waitFor();
    expect(await findFaults(page, 'a wrong code')).toEqual([]);
    await page.getByLabel('6-digit code').fill(code);
    await page.getByRole('heading', { name: 'Add your first document' }).waitFor();
  });

  it('says so where a code has grown too old, and a new one signs in', async () => {
    const { page } = await stage.open();
    try {
      const { address, code } = await askForCode(page);
      aheadByMs = 6 * minuteMs;
      await page.getByLabel('6-digit code').fill(code);
      await page.getByRole('alert').getByText('it is too old', { exact: false }).waitFor();
      expect(await findFaults(page, 'a code that is too old')).toEqual([]);
      await page.getByRole('button', { name: 'Use another address' }).click();
      await page.getByLabel('E-mail or mobile number').fill(address);
      await page.getByRole('button', { name: 'Send me a code' }).click();
      await page.getByLabel('6-digit code').waitFor();
      await page.getByLabel('6-digit code').fill(await newestCode(page.request, stage.url, address, code));
      await page.getByRole('heading', { name: 'Add your first document' }).waitFor();
    } finally {
      aheadByMs = 0;
    }
  });

  it('row 4: says until when an address is locked', async () => {
    const { page, context } = await stage.open({ viewport: phone });
    const headers = { Origin: stage.url, 'X-Requested-With': 'fetch' };
    const address = newAddress();
    let last: string | undefined;
    for (let round = 0; round < 2; round += 1) {
      const asked = await context.request.post('/api/v1/sign-in/codes', {
        headers,
        data: { channel: 'email', address },
      });
      const { challengeId } = (await asked.json()) as { challengeId: string };
      last = await newestCode(context.request, stage.url, address, last);
      const wrong = otherThan(last);
      for (let tries = 0; tries < 5; tries += 1) {
        await context.request.post('/api/v1/sign-in/sessions', { headers, data: { challengeId, code: wrong } });
      }
    }
    await page.goto('/sign-in');
    await page.getByLabel('E-mail or mobile number').fill(address);
    await page.getByRole('button', { name: 'Send me a code' }).click();
    await page.getByLabel('6-digit code').waitFor();
    await page.getByLabel('6-digit code').fill(await newestCode(page.request, stage.url, address, last));
    await page.getByText(/signing in with this address rests until \d\d:\d\d/).waitFor();
    expect(await findFaults(page, 'a locked address')).toEqual([]);
  });

  it('fits a window at 200 %, both steps, without scrolling sideways', async () => {
    const { page } = await stage.open({ viewport: twiceAsLarge, deviceScaleFactor: 2 });
    await askForCode(page);
    const overflow = () =>
      page.evaluate(() => document.documentElement.scrollWidth - document.documentElement.clientWidth);
    expect(await overflow()).toBe(0);
    await page.getByRole('button', { name: 'Use another address' }).click();
    await page.getByRole('button', { name: 'Use a passkey' }).scrollIntoViewIfNeeded();
    expect(await overflow()).toBe(0);
    expect(await findFaults(page, 'the address at 200 %')).toEqual([]);
  });
});

describe('Signing in where no text messages are sent, in a browser', () => {
  const stage = setStage({ environment: { SMS: 'none' } });

  it('offers e-mail alone', async () => {
    const { page } = await stage.open();
    await page.goto('/sign-in');
    const field = page.getByLabel('E-mail address', { exact: true });
    await field.fill('+44 7700 900417');
    await page.getByRole('button', { name: 'Send me a code' }).click();
    await page.getByRole('alert').getByText('We send no text messages.').waitFor();
    expect(await findFaults(page, 'a number where no text messages are sent')).toEqual([]);
    await field.fill('');
    await page.getByRole('button', { name: 'Send me a code' }).click();
    await page.getByRole('alert').getByText('Write your e-mail address.', { exact: true }).waitFor();
    await field.fill(newAddress());
    await page.getByRole('button', { name: 'Send me a code' }).click();
    await page.getByRole('button', { name: 'Use another address' }).waitFor();
    expect(await page.getByText('mobile number').count()).toBe(0);
  });

  it('takes e-mail alone for another address of the account', async () => {
    const { page } = await stage.openSignedIn();
    await page.goto('/account');
    await page.getByRole('button', { name: 'Add an e-mail address' }).click();
    await page.getByLabel('New e-mail address', { exact: true }).fill('+44 7700 900417');
    await page.getByRole('button', { name: 'Send a code there' }).click();
    await page.getByRole('alert').getByText('We send no text messages.').waitFor();
  });
});
