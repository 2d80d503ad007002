import { newAddress } from '@portal/testing/signed-in-client';
import type { Page, Route } from 'playwright-core';
import { withoutOffersInField } from './authenticator.ts';
import { newestCode } from './browser.ts';
import { pretendRefusal } from './pretend.ts';
import type { Shooter } from './shooter.ts';

const codes = '**/api/v1/sign-in/codes';
const sessions = '**/api/v1/sign-in/sessions';
const wholeQuarterInSeconds = 900;

/** Every state of the sign-in page, one after the other: for pictures, and for whatever else looks at each. */
export async function shootSignIn(shooter: Shooter): Promise<void> {
  const { page } = shooter;
  await withoutOffersInField(page);
  await page.goto('/sign-in');
  await shootAddress(shooter);
  await shootRefusedAsks(shooter);
  await ask(page, newAddress());
  await shootCode(shooter);
  await shootRefusedCodes(shooter);
  await shootZoomed(shooter);
  await shootTooOld(shooter);
  await shootSealed(shooter);
}

const addressField = (page: Page) => page.getByLabel('E-mail or mobile number');
const codeField = (page: Page) => page.getByLabel('6-digit code');
const sendButton = (page: Page) => page.getByRole('button', { name: 'Send me a code' });

async function ask(page: Page, address: string): Promise<void> {
  await addressField(page).fill(address);
  await sendButton(page).click();
  await codeField(page).waitFor();
}

/** Keeps what is asked for waiting until the returned function is called. */
async function hold(page: Page, pattern: string, end: (route: Route) => Promise<void>): Promise<() => void> {
  let goOn: () => void = () => undefined;
  const isOver = new Promise<void>((resolve) => {
    goOn = resolve;
  });
  await page.route(pattern, async (route) => {
    await isOver;
    await end(route);
  });
  return goOn;
}

async function shootAddress({ page, shoot, isPhone }: Shooter): Promise<void> {
  await page.waitForFunction(() => document.activeElement?.getAttribute('name') === 'address');
  await shoot('sign-in');
  // By keyboard: each stop shows its ring.
  const stops = ['send', 'passkey'];
  for (const stop of stops) {
    await page.keyboard.press('Tab');
    await shoot(`sign-in-focus-${stop}`);
  }
  await page.getByLabel('Language').focus();
  await shoot('sign-in-focus-language');
  if (!isPhone) {
    await page.getByRole('link', { name: 'Open the mailbox' }).focus();
    await shoot('sign-in-focus-mailbox');
  }
  await addressField(page).fill('ruth@abernathy');
  await sendButton(page).click();
  await page.getByText('This address is not complete.').waitFor();
  await shoot('sign-in-unfinished');
  await pretendRefusal(page, 'POST', '**/sign-in/passkey/options', { status: 403, code: 'passkey_refused' });
  await page.getByRole('button', { name: 'Use a passkey' }).click();
  await page.getByText('This passkey is not known here.').waitFor();
  await shoot('sign-in-passkey-refused');
  await page.unroute('**/sign-in/passkey/options');
}

/** Asked too often, a channel that is down, no network. */
async function shootRefusedAsks({ page, shoot }: Shooter): Promise<void> {
  const refusals = {
    'sign-in-asked-too-often': {
      status: 429,
      code: 'too_many_requests',
      retryAfterInSeconds: wholeQuarterInSeconds,
      words: 'Codes were asked for too often.',
    },
    'sign-in-channel-down': {
      status: 503,
      code: 'service_unavailable',
      retryAfterInSeconds: 30,
      words: 'No code can be sent just now.',
    },
  };
  for (const [name, { words, ...refusal }] of Object.entries(refusals)) {
    await pretendRefusal(page, 'POST', codes, refusal);
    await addressField(page).fill('ruth@abernathy.example');
    await sendButton(page).click();
    await page.getByRole('alert').getByText(words).waitFor();
    await shoot(name);
    await page.unroute(codes);
  }
  await page.context().setOffline(true);
  await page.getByText('You are offline.').waitFor();
  await shoot('sign-in-offline');
  await page.context().setOffline(false);
  await page.getByText('You are offline.').waitFor({ state: 'detached' });
}

async function shootCode({ page, shoot }: Shooter): Promise<void> {
  await shoot('code-empty');
  await codeField(page).fill('407');
  await shoot('code');
  await page.getByRole('button', { name: 'Use another address' }).focus();
  await shoot('code-focus-another-address');
  // Pasted whole, and on its way.
  const goOn = await hold(page, sessions, (route) => route.abort());
  await codeField(page).fill('407 123');
  await page.getByText('Checking the code').first().waitFor();
  await shoot('code-pasted');
  goOn();
  await page.getByText('The portal does not answer.').waitFor();
  await shoot('code-not-answered');
  await page.unroute(sessions);
}

async function shootRefusedCodes({ page, shoot }: Shooter): Promise<void> {
  const wrong = { status: 401, code: 'code_wrong_or_expired' };
  await pretendRefusal(page, 'POST', sessions, wrong);
  await codeField(page).fill('407124');
  await page.getByText('That is not the code').waitFor();
  await shoot('code-wrong');
  await page.unroute(sessions);
  const locked = { status: 429, code: 'too_many_requests', retryAfterInSeconds: wholeQuarterInSeconds };
  await pretendRefusal(page, 'POST', sessions, locked);
  await codeField(page).fill('407125');
  await page.getByText('Too many tries.').waitFor();
  await shoot('code-locked');
  await page.unroute(sessions);
  await page.context().setOffline(true);
  await page.getByText('You are offline.').first().waitFor();
  await codeField(page).fill('');
  await codeField(page).fill('407126');
  await page.getByText('Waiting until you are online').first().waitFor();
  await shoot('code-offline');
  await page.context().setOffline(false);
  await page.getByText('That is not the code').waitFor();
}

/** A window of 1280 px at 200 % and at 400 %; a phone's at whatever makes it that narrow. */
async function shootZoomed({ page, shoot, isPhone }: Shooter): Promise<void> {
  const own = page.viewportSize();
  if (!own) throw new Error('This page has no size.');
  const sizes = isPhone ? { narrow: { width: 320, height: 568 } } : { '200': { width: 640, height: 450 } };
  for (const [name, size] of Object.entries(sizes)) {
    await page.setViewportSize(size);
    await codeField(page).scrollIntoViewIfNeeded();
    await shoot(`code-zoomed-${name}`);
  }
  await page.setViewportSize(own);
}

/** The code has outlived its time while the page stood open. */
async function shootTooOld({ page, shoot }: Shooter): Promise<void> {
  await page.getByRole('button', { name: 'Use another address' }).click();
  await page.route(codes, async (route) => {
    const answer = await route.fetch();
    const sent = (await answer.json()) as { sentAt: string };
    await route.fulfill({ response: answer, json: { ...sent, expiresAt: sent.sentAt, resendAt: sent.sentAt } });
  });
  await ask(page, newAddress());
  await page.getByText('This code is too old now.').waitFor();
  await shoot('code-too-old');
  await page.unroute(codes);
  await page.getByRole('button', { name: 'Use another address' }).click();
}

async function shootSealed({ page, shoot, url }: Shooter): Promise<void> {
  const address = newAddress();
  await ask(page, address);
  const code = await newestCode(page.request, url, address);
  // The sealed sheet stays until the next page is there: its scripts are held.
  const goOn = await hold(page, '**/assets/*.js', (route) => route.continue());
  await codeField(page).fill(code);
  await page.getByRole('heading', { name: 'You are signed in' }).waitFor();
  await shoot('sealed');
  goOn();
  await page.getByRole('heading', { name: 'Add your first document' }).waitFor();
  await page.unroute('**/assets/*.js');
  await page.context().clearCookies();
}
