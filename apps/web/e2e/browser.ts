import { newAddress } from '@portal/testing/signed-in-client';
import { chromium } from 'playwright-core';
import type { APIRequestContext, Browser, BrowserContext, BrowserContextOptions, Page } from 'playwright-core';

/** What must never happen on any page, collected while a test clicks about. Every test ends with all of it empty. */
export type Guard = {
  policyViolations: string[];
  pageErrors: string[];
  /** Addresses of origins that the page has no business with, and asked. */
  foreignRequests: string[];
  dialogs: string[];
};

export type GuardedPage = { page: Page; context: BrowserContext; guard: Guard };

export function launchBrowser(executablePath: string): Promise<Browser> {
  const isRoot = process.getuid?.() === 0;
  return chromium.launch({ executablePath, args: isRoot ? ['--no-sandbox'] : [] });
}

const desktop = { width: 1280, height: 900 };

/** A browser of its own, whose pages are watched from their first moment. */
export async function openGuardedPage(
  browser: Browser,
  { url, alsoAsked = [] }: { url: string; alsoAsked?: readonly string[] },
  options: BrowserContextOptions = {},
): Promise<GuardedPage> {
  const context = await browser.newContext({ baseURL: url, viewport: desktop, locale: 'en-GB', ...options });
  context.setDefaultTimeout(15_000);
  const guard: Guard = { policyViolations: [], pageErrors: [], foreignRequests: [], dialogs: [] };
  await context.exposeFunction('reportViolation', (violation: string) => guard.policyViolations.push(violation));
  await context.addInitScript(() => {
    const report = Reflect.get(window, 'reportViolation') as (violation: string) => void;
    document.addEventListener('securitypolicyviolation', ({ violatedDirective, blockedURI }) =>
      report(`${violatedDirective} ${blockedURI}`),
    );
  });
  context.on('page', (page) => {
    page.on('pageerror', (error) => guard.pageErrors.push(error.message));
    page.on('dialog', (dialog) => {
      if (dialog.type() === 'beforeunload') void dialog.accept();
      else {
        guard.dialogs.push(dialog.message());
        void dialog.dismiss();
      }
    });
  });
  context.on('request', (request) => {
    const { origin, protocol } = new URL(request.url());
    if (protocol.startsWith('http') && origin !== url && !alsoAsked.includes(origin))
      guard.foreignRequests.push(request.url());
  });
  return { page: await context.newPage(), context, guard };
}

/** Types an address, reads the code from the mailbox page, types the code: as a patient does. */
export async function signIn(page: Page, url: string, address: string = newAddress()): Promise<string> {
  const known = await peekAtCode(page.request, url, address);
  await page.goto('/sign-in');
  await page.getByLabel('E-mail or mobile number').fill(address);
  await page.getByRole('button', { name: 'Send me a code' }).click();
  const field = page.getByLabel('6-digit code');
  await field.waitFor();
  await field.fill(await newestCode(page.request, url, address, known));
  await page.getByRole('link', { name: 'Trash' }).first().waitFor();
  return address;
}

/** Signs in without the page: for tests about something else. The cookies are those of the browser. */
export async function signInBehindThePage(
  { request }: BrowserContext,
  url: string,
  address: string = newAddress(),
): Promise<string> {
  const known = await peekAtCode(request, url, address);
  const headers = { Origin: url, 'X-Requested-With': 'fetch' };
  const asked = await request.post('/api/v1/sign-in/codes', { headers, data: { channel: 'email', address } });
  const { challengeId } = (await asked.json()) as { challengeId: string };
  const code = await newestCode(request, url, address, known);
  const answer = await request.post('/api/v1/sign-in/sessions', { headers, data: { challengeId, code } });
  if (answer.status() !== 201) throw new Error(`Signing in was answered with ${answer.status()}.`);
  return address;
}

const patienceMs = 5000;

/** The newest code in the mailbox of an address that has asked for one, and not the one that is known already. */
export async function newestCode(
  request: APIRequestContext,
  url: string,
  address: string,
  known?: string,
): Promise<string> {
  // It is sent after the portal has answered.
  const giveUpAt = Date.now() + patienceMs;
  for (;;) {
    const code = await peekAtCode(request, url, address);
    if (code !== undefined && code !== known) return code;
    if (Date.now() > giveUpAt) throw new Error(`No code reached ${address}.`);
  }
}

async function peekAtCode(request: APIRequestContext, url: string, address: string): Promise<string | undefined> {
  const answer = await request.get(`${url}/dev/mailbox.json?to=${encodeURIComponent(address)}`);
  // Newest first, and beside codes there are notices.
  const messages = (await answer.json()) as { text: string }[];
  return messages.flatMap(({ text }) => /\b\d{6}\b/.exec(text) ?? [])[0];
}
