import { addAuthenticator, withoutOffersInField } from './authenticator.ts';
import { pretendEnding, pretendRefusal } from './pretend.ts';
import type { Shooter } from './shooter.ts';
import { chooseFromAccount } from './steps.ts';

const codes = '**/api/v1/sign-in/sessions';
const wholeQuarterInSeconds = 900;

/** Every state of the sign-in, in words and by passkey. */
export async function shootSignIn({ page, shoot }: Shooter): Promise<void> {
  const field = page.getByLabel('6-digit code');
  await withoutOffersInField(page);
  await page.goto('/sign-in');
  const address = page.getByLabel('E-mail or mobile number');
  await address.fill('ruth@abernathy.example');
  await shoot('sign-in');
  await pretendRefusal(page, 'POST', '**/sign-in/passkey/options', { status: 403, code: 'passkey_refused' });
  await page.getByRole('button', { name: 'Use a passkey' }).click();
  await page.getByText('This passkey is not known here.').waitFor();
  await shoot('sign-in-passkey-refused');
  await page.unroute('**/sign-in/passkey/options');
  await address.fill('ruth@abernathy');
  await page.getByRole('button', { name: 'Send me a code' }).click();
  await page.getByText('This address is not complete.').waitFor();
  await shoot('sign-in-unfinished');
  await address.fill(`ruth-${Date.now()}@abernathy.example`);
  await page.getByRole('button', { name: 'Send me a code' }).click();
  await field.waitFor();
  await field.fill('407');
  await shoot('code');
  await pretendRefusal(page, 'POST', codes, { status: 401, code: 'code_wrong_or_expired' });
  await field.fill('407123');
  await page.getByText('That is not the code').waitFor();
  await shoot('code-wrong');
  await page.unroute(codes);
  const locked = { status: 429, code: 'too_many_requests', retryAfterInSeconds: wholeQuarterInSeconds };
  await pretendRefusal(page, 'POST', codes, locked);
  await field.fill('407124');
  await page.getByText('Too many tries.').waitFor();
  await shoot('code-locked');
  await page.unroute(codes);
}

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
