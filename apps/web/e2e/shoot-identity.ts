import { addAuthenticator } from './authenticator.ts';
import { pretendEnding, pretendRefusal } from './pretend.ts';
import type { Shooter } from './shooter.ts';
import { chooseFromAccount } from './steps.ts';

/** Who looked: all of it, one document's, nothing, and failed. */
export async function shootActivity({ page, shoot }: Shooter): Promise<void> {
  await page.goto('/activity');
  await page.getByText('Kept for').waitFor();
  await shoot('activity');
  await page.goto('/activity?kind=openings&documentId=01980000-0000-7000-8000-000000000000');
  await page.getByRole('heading', { name: 'Nothing of this kind happened' }).waitFor();
  await shoot('activity-none');
  await pretendRefusal(page, 'GET', '**/api/v1/activity?*', { status: 500, code: 'internal_error' });
  await page.goto('/activity');
  await page.getByRole('heading', { name: 'What happened could not be loaded' }).waitFor();
  await shoot('activity-failed');
  await page.unroute('**/api/v1/activity?*');
}

/** The account, its questions, the offer of a passkey and the end of a session. */
export async function shootAccount({ page, shoot }: Shooter): Promise<void> {
  await addAuthenticator(page);
  await page.goto('/');
  await page.getByRole('article').first().waitFor();
  const offer = page.getByText('Sign in without a code next time.');
  if (await offer.isVisible()) await shoot('passkey-offer');
  await chooseFromAccount(page, 'My account');
  await page.getByRole('list', { name: 'My devices' }).waitFor();
  await shoot('account');
  await page.getByRole('heading', { name: 'Messages to you' }).scrollIntoViewIfNeeded();
  await shoot('account-notices');
  await page.getByRole('button', { name: 'Add a passkey' }).click();
  const rename = page.getByRole('button', { name: /^Rename/ }).first();
  await rename.waitFor();
  await page.getByRole('heading', { name: 'Passkeys' }).scrollIntoViewIfNeeded();
  await shoot('account-passkeys');
  await rename.click();
  await page.getByRole('dialog').waitFor();
  await shoot('account-rename');
  await page.keyboard.press('Escape');
  await page.getByRole('button', { name: 'Add an address or number' }).click();
  await page.getByLabel('New e-mail address').fill('ruth@work.example');
  const required = { status: 403, code: 'fresh_sign_in_required' };
  await pretendRefusal(page, 'POST', '**/account/contacts', required);
  await page.getByRole('button', { name: 'Send a code there' }).click();
  await page
    .getByRole('dialog')
    .getByRole('button', { name: /^Send a code to/ })
    .first()
    .waitFor();
  await shoot('fresh-sign-in');
  await page.getByRole('dialog').getByRole('button', { name: 'Cancel' }).click();
  await page.unroute('**/account/contacts');
  await page.getByRole('button', { name: 'Cancel' }).click();
  await page
    .getByRole('list', { name: 'Passkeys' })
    .getByRole('button', { name: /^Remove/ })
    .first()
    .click();
  await page.getByRole('dialog').waitFor();
  await shoot('account-remove');
  await page.getByRole('dialog').getByRole('button', { name: 'Remove' }).click();
  await page.getByText('You have no passkey yet.').waitFor();
  await pretendEnding(page, 110_000);
  await page.goto('/activity');
  await page.getByRole('button', { name: 'Stay signed in' }).waitFor();
  await page.getByText('Kept for').waitFor();
  await shoot('idle-warning');
  await page.unroute('**/api/v1/session');
}
