import { describe, expect, it } from 'vitest';
import { addAuthenticator, withoutOffersInField } from './authenticator.ts';
import { setStage } from './stage.ts';
import { chooseFromAccount, entryOf } from './steps.ts';

describe('Passkeys, in a browser', () => {
  const stage = setStage();

  it('one is offered to whoever has none, and not again where it was declined', async () => {
    const { page } = await stage.openSignedIn();
    await addAuthenticator(page);
    await page.reload();
    await page.getByText('Sign in without a code next time.').waitFor();
    await page.getByRole('button', { name: 'Not now' }).click();
    await page.getByText('Sign in without a code next time.').waitFor({ state: 'detached' });
    await page.reload();
    await page.getByRole('heading', { name: 'Add your first document' }).waitFor();
    expect(await page.getByText('Sign in without a code next time.').count()).toBe(0);
  });

  it('is added from the offer, signs in by the button, is renamed and removed', async () => {
    const { page } = await stage.openSignedIn();
    const authenticator = await addAuthenticator(page);
    await withoutOffersInField(page);
    await page.reload();
    await page.getByRole('button', { name: 'Add a passkey' }).click();
    await page.getByText('The passkey is added.').waitFor();
    expect(await authenticator.countPasskeys()).toBe(1);
    await page.getByText('Sign in without a code next time.').waitFor({ state: 'detached' });

    await chooseFromAccount(page, 'Sign out');
    await page.getByRole('button', { name: 'Use a passkey' }).click();
    await page.getByRole('heading', { name: 'Add your first document' }).waitFor();

    await chooseFromAccount(page, 'My account');
    const passkeys = page.getByRole('list', { name: 'Passkeys' });
    await passkeys.getByText(/Last used on/).waitFor();
    await passkeys.getByRole('button', { name: /^Rename/ }).click();
    await page.getByLabel('Name of the passkey').fill('Ruth’s telephone');
    await page.getByRole('button', { name: 'Save' }).click();
    await entryOf(page, 'Ruth’s telephone').waitFor();
    await entryOf(page, 'Ruth’s telephone')
      .getByRole('button', { name: /^Remove/ })
      .click();
    await page.getByRole('dialog').getByRole('button', { name: 'Remove' }).click();
    await page.getByText('You have no passkey yet.').waitFor();

    await chooseFromAccount(page, 'Sign out');
    await page.getByRole('button', { name: 'Use a passkey' }).click();
    await page.getByText('This passkey is not known here.').waitFor();
  });

  it('signs in from the field of the address', async () => {
    const { page } = await stage.openSignedIn();
    await addAuthenticator(page);
    await page.reload();
    await page.getByRole('button', { name: 'Add a passkey' }).click();
    await page.getByText('The passkey is added.').waitFor();
    await chooseFromAccount(page, 'Sign out');
    // The authenticator that Chromium plays chooses from the field's offer by itself.
    await page.getByRole('heading', { name: 'Add your first document' }).waitFor();
  });

  it('says so where nobody is recognised, and a code still signs in', async () => {
    const { page } = await stage.open();
    await addAuthenticator(page);
    await withoutOffersInField(page);
    await page.goto('/sign-in');
    await page.getByRole('button', { name: 'Use a passkey' }).click();
    await page.getByText('The passkey was not used.').waitFor();
    await page.getByLabel('E-mail or mobile number').fill('somebody@example.org');
    await page.getByRole('button', { name: 'Send me a code' }).click();
    await page.getByLabel('6-digit code').waitFor();
  });
});
