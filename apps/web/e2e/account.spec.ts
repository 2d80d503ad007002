import { newAddress } from '@portal/testing/signed-in-client';
import { describe, expect, it } from 'vitest';
import { newestCode } from './browser.ts';
import { pretendRefusal } from './pretend.ts';
import { setStage } from './stage.ts';
import { chooseFromAccount, entryOf } from './steps.ts';

const minuteMs = 60_000;

describe('The account, in a browser', () => {
  let behindByMs = 0;
  const stage = setStage({ now: () => new Date(Date.now() - behindByMs) });

  it('takes a name, which then stands for the address', async () => {
    const { page } = await stage.openSignedIn();
    await chooseFromAccount(page, 'My account');
    await page.getByLabel('Name', { exact: true }).fill('Ruth Abernathy');
    await page.getByRole('button', { name: 'Save' }).click();
    await page.getByText('Your name is saved.').waitFor();
    await page.getByRole('button', { name: 'Account Ruth Abernathy' }).waitFor();
    await page.reload();
    await page.getByRole('button', { name: 'Account Ruth Abernathy' }).waitFor();
  });

  it('speaks another language, here and in messages', async () => {
    const { page } = await stage.openSignedIn();
    await chooseFromAccount(page, 'My account');
    await page.getByLabel('Language').selectOption('Español');
    await page.getByRole('heading', { name: 'Mi cuenta' }).waitFor();
    const account = async (): Promise<unknown> => (await page.request.get('/api/v1/account')).json();
    await expect.poll(account).toMatchObject({ account: { language: 'es' } });
  });

  it('sends the messages that were chosen, and always tells of a new device', async () => {
    const { page } = await stage.openSignedIn();
    await chooseFromAccount(page, 'My account');
    const ready = page.getByRole('group', { name: 'A document is ready' }).getByRole('switch', { name: 'E-mail' });
    expect(await ready.isChecked()).toBe(true);
    await ready.click();
    await expect.poll(() => ready.isChecked()).toBe(false);
    const account = async (): Promise<unknown> => (await page.request.get('/api/v1/account')).json();
    const choice = { kind: 'document_ready', channel: 'email', isOn: false, isFixed: false };
    await expect.poll(account).toMatchObject({ account: { notices: expect.arrayContaining([choice]) } });
    await page.reload();
    await ready.waitFor();
    expect(await ready.isChecked()).toBe(false);
    const device = page.getByRole('group', { name: 'A sign-in on a new device' });
    const always = device.getByRole('switch', { name: 'E-mail' });
    expect([await always.isChecked(), await always.isDisabled()]).toEqual([true, true]);
    await page.getByText('For text messages, add a mobile number above.').waitFor();
  });

  it('says so where a choice could not be kept, and shows what is', async () => {
    const { page } = await stage.openSignedIn();
    await chooseFromAccount(page, 'My account');
    await pretendRefusal(page, 'PATCH', '**/api/v1/account', { status: 503, code: 'service_unavailable' });
    const ending = page.getByRole('group', { name: 'leaves the trash' }).getByRole('switch', { name: 'E-mail' });
    await ending.click();
    await page.getByText('The portal does not answer. Try again in').waitFor();
    await expect.poll(() => ending.isChecked()).toBe(true);
    await page.unroute('**/api/v1/account');
  });

  it('takes a new address by its code after a fresh sign-in, and lets the old one go', async () => {
    behindByMs = 15 * minuteMs;
    const { page, address } = await stage.openSignedIn();
    const first = await newestCode(page.request, stage.url, address);
    behindByMs = 0;
    const another = newAddress();
    await chooseFromAccount(page, 'My account');
    await page.getByRole('button', { name: 'Add an address or number' }).click();
    await page.getByLabel('New e-mail address or mobile number').fill(another);
    await page.getByRole('button', { name: 'Send a code there' }).click();

    const dialog = page.getByRole('dialog', { name: 'Is it really you?' });
    await dialog.getByRole('button', { name: `Send a code to ${address}` }).click();
    await dialog.getByLabel('6-digit code').waitFor();
    await dialog.getByLabel('6-digit code').fill(await newestCode(page.request, stage.url, address, first));
    await dialog.waitFor({ state: 'detached' });

    await page.getByLabel('6-digit code').waitFor();
    await page.getByLabel('6-digit code').fill(await newestCode(page.request, stage.url, another));
    await page.getByText('The address is added.').waitFor();
    await entryOf(page, another).waitFor();

    await page.getByRole('button', { name: `Remove ${address}` }).click();
    await page.getByRole('dialog').getByRole('button', { name: 'Remove' }).click();
    await entryOf(page, address).waitFor({ state: 'detached' });
    expect(await page.getByRole('button', { name: `Remove ${another}` }).count()).toBe(0);
  });

  it('changes nothing where the fresh sign-in is declined', async () => {
    behindByMs = 15 * minuteMs;
    const { page } = await stage.openSignedIn();
    behindByMs = 0;
    await chooseFromAccount(page, 'My account');
    await page.getByRole('button', { name: 'Add an address or number' }).click();
    await page.getByLabel('New e-mail address or mobile number').fill(newAddress());
    await page.getByRole('button', { name: 'Send a code there' }).click();
    await page.getByRole('dialog', { name: 'Is it really you?' }).getByRole('button', { name: 'Cancel' }).click();
    await page.getByText('Nothing was changed').waitFor();
  });
});
