import { chromium } from 'playwright-core';
import { describe, expect, inject, it } from 'vitest';
import { newestCode, signIn, signInBehindThePage } from './browser.ts';
import { setStage } from './stage.ts';
import { addDocuments, chooseFromAccount, entryOf, rowOf } from './steps.ts';

describe('Sessions, in a browser', () => {
  const stage = setStage();

  it('row 13: signing out on another device ends that one: the next thing it asks for is refused', async () => {
    const here = await stage.openSignedIn();
    const there = await stage.open({ userAgent: iPhone });
    await signIn(there.page, stage.url, here.address);
    await chooseFromAccount(here.page, 'My account');
    // Nobody touches it there: it is told, asks and is refused.
    const refused = there.page.waitForResponse((answer) => answer.status() === 401);
    await entryOf(here.page, 'Safari on iPhone').getByRole('button', { name: 'Sign out there' }).click();
    await here.page.getByText('Signed out there.').waitFor();
    await refused;
    await there.page.getByText('You were signed out.').waitFor();
    await entryOf(here.page, 'Safari on iPhone').waitFor({ state: 'detached' });
    const devices = here.page.getByRole('list', { name: 'My devices' });
    expect(await devices.getByText('This device').count()).toBe(1);
    expect(await devices.getByRole('listitem').count()).toBe(1);
  });

  it('row 13: signing out everywhere else leaves this device alone', async () => {
    const here = await stage.openSignedIn();
    const others = [await stage.open(), await stage.open()];
    for (const { page } of others) await signIn(page, stage.url, here.address);
    await chooseFromAccount(here.page, 'My account');
    await here.page.getByRole('button', { name: 'Sign out everywhere else' }).click();
    await here.page.getByText('You are signed in on this device only.').waitFor();
    // Without a click: what they listen to ends with their session.
    for (const { page } of others) await page.getByText('You were signed out.').waitFor();
    await here.page.reload();
    await here.page.getByRole('heading', { name: 'My account', level: 1 }).waitFor();
  });

  it('row 13: after signing out, Back shows nothing', async () => {
    const { page } = await stage.openSignedIn();
    await addDocuments(page, 'Hearing test');
    await chooseFromAccount(page, 'Sign out');
    await page.getByRole('heading', { name: 'Sign in' }).waitFor();
    await page.goBack();
    await page.getByRole('heading', { name: 'Sign in' }).waitFor();
    expect(await page.getByText('Hearing test').count()).toBe(0);
  });

  it('row 13: signing out in one tab ends the others at once, and their Back shows nothing', async () => {
    const { page, context } = await stage.openSignedIn();
    await addDocuments(page, 'Hearing test');
    const other = await context.newPage();
    await other.goto('/trash');
    await other.getByText('The trash is empty').waitFor();
    await other.getByRole('link', { name: 'Documents', exact: true }).filter({ visible: true }).click();
    await rowOf(other, 'Hearing test').waitFor();
    await chooseFromAccount(page, 'Sign out');
    // Of its own accord a page asks once a minute: it was told.
    await other.getByText('You were signed out.').waitFor();
    expect(await other.getByText('Hearing test').count()).toBe(0);
    await other.goBack();
    await other.getByRole('heading', { name: 'Sign in' }).waitFor();
    expect(await other.getByText('The trash is empty').count()).toBe(0);
    await page.getByRole('heading', { name: 'Sign in' }).waitFor();
    // Whoever signs out here knows it.
    expect(await page.getByText('You were signed out.').count()).toBe(0);
  });

  it('signing in in one tab opens what the others wait for', async () => {
    const { page, context } = await stage.open();
    const other = await context.newPage();
    await other.goto('/trash');
    await other.getByRole('heading', { name: 'Sign in' }).waitFor();
    await signIn(page, stage.url);
    await other.getByText('The trash is empty').waitFor();
  });

  it('says so where nobody can be signed out, for want of a network', async () => {
    const { page, context } = await stage.open();
    await signInBehindThePage(context, stage.url);
    const parts = [page.waitForResponse(/menu-popup/), page.waitForResponse(/dialog-popup/)];
    await page.goto('/');
    // Fetched before anybody opens it.
    for (const part of await Promise.all(parts)) await part.finished();
    await context.setOffline(true);
    await chooseFromAccount(page, 'Sign out');
    await page.getByText('You were not signed out.').waitFor();
    await context.setOffline(false);
    await chooseFromAccount(page, 'Sign out');
    await page.getByRole('heading', { name: 'Sign in' }).waitFor();
  });

  it('row 13: nor does Back in a browser that keeps pages as they were left', async () => {
    const isRoot = process.getuid?.() === 0;
    const browser = await chromium.launch({
      executablePath: inject('chromiumPath'),
      args: isRoot ? ['--no-sandbox'] : [],
      ignoreDefaultArgs: ['--disable-back-forward-cache'],
    });
    try {
      const context = await browser.newContext({ baseURL: stage.url, locale: 'en-GB' });
      await signInBehindThePage(context, stage.url);
      const page = await context.newPage();
      await page.goto('/');
      await addDocuments(page, 'Hearing test');
      await chooseFromAccount(page, 'Sign out');
      await page.getByRole('heading', { name: 'Sign in' }).waitFor();
      await page.goBack();
      await page.getByRole('heading', { name: 'Sign in' }).waitFor();
      expect(await page.getByText('Hearing test').filter({ visible: true }).count()).toBe(0);
    } finally {
      await browser.close();
    }
  });
});

const minuteMs = 60_000;

describe('The end of a session, in a browser', () => {
  let lateByMs = 0;
  // A portal whose clock was behind at the sign-in: that session is older than the page's own clock says.
  const stage = setStage({ now: () => new Date(Date.now() - lateByMs) });

  it('row 12: is announced two minutes before, and put off by one click', async () => {
    lateByMs = 28.5 * minuteMs;
    const { page } = await stage.openSignedIn();
    await page.getByText('You will be signed out in 2 minutes.').filter({ visible: true }).first().waitFor();
    await page.getByRole('status').getByText('You will be signed out in 2 minutes.').waitFor({ state: 'attached' });
    lateByMs = 0;
    await page.getByRole('button', { name: 'Stay signed in' }).click();
    await page.getByRole('button', { name: 'Stay signed in' }).waitFor({ state: 'detached' });
    await page.reload();
    await page.getByRole('heading', { name: 'Add your first document' }).waitFor();
  });

  it('row 12: leads to the sign-in, and from there back to where one was', async () => {
    lateByMs = 30 * minuteMs - 8000;
    const { page, address } = await stage.openSignedIn();
    const first = await newestCode(page.request, stage.url, address);
    await addDocuments(page, 'Hearing test');
    await rowOf(page, 'Hearing test').getByRole('link').click();
    // Nothing is asked for after that but by the page itself.
    await page.getByRole('link', { name: 'All 1' }).waitFor();
    const where = new URL(page.url()).pathname;
    lateByMs = 0;
    await page.getByText('You were signed out.').waitFor();
    expect(await page.getByText('Hearing test').count()).toBe(0);
    await page.getByLabel('E-mail or mobile number').fill(address);
    await page.getByRole('button', { name: 'Send me a code' }).click();
    await page.getByLabel('6-digit code').waitFor();
    await page.getByLabel('6-digit code').fill(await newestCode(page.request, stage.url, address, first));
    await page.getByRole('heading', { name: 'Hearing test', level: 1 }).waitFor();
    expect(new URL(page.url()).pathname).toBe(where);
  });
});

const iPhone =
  'Mozilla/5.0 (iPhone; CPU iPhone OS 18_5 like Mac OS X) AppleWebKit/605.1.15 (KHTML, like Gecko) Version/18.5 Mobile/15E148 Safari/604.1';
