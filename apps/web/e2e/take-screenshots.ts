import { mkdir } from 'node:fs/promises';
import path from 'node:path';
import type { Browser, Page } from 'playwright-core';
import { launchBrowser, openGuardedPage, signIn } from './browser.ts';
import { choose, holdOver } from './files.ts';
import { buildTestPdf } from './pdfs.ts';
import type { Shooter } from './shooter.ts';
import { shootChecks } from './shoot-checks.ts';
import { shootAccount, shootActivity } from './shoot-identity.ts';
import { shootSignIn } from './shoot-sign-in.ts';
import { shootUploads } from './shoot-uploads.ts';

/**
 * Pictures of every screen and state, at 390 and 1280 px, light and dark, from a portal that runs:
 * `node apps/web/e2e/take-screenshots.ts http://localhost:3000 FOLDER`. Uses the demo's patient and a new one. With
 * `sign-in` after the folder, of the sign-in page only; with `checks`, of what becomes of documents in a portal with a
 * scanner that knows the virus of the tests.
 */
const sizes = { phone: { width: 390, height: 844 }, desktop: { width: 1280, height: 900 } };
const themes = ['light', 'dark'] as const;
const demoAddress = 'demo@example.org';

const [url, folder, part] = process.argv.slice(2);
if (!url || !folder) throw new Error('Say which portal and which folder: take-screenshots.ts URL FOLDER');
await mkdir(folder, { recursive: true });
const browser = await launchBrowser(process.env['CHROMIUM'] ?? '/usr/bin/chromium');
try {
  for (const [device, viewport] of Object.entries(sizes)) {
    for (const theme of themes) await walk(browser, url, folder, device, viewport, theme);
  }
} finally {
  await browser.close();
}

type Size = { width: number; height: number };

async function walk(
  own: Browser,
  portalUrl: string,
  target: string,
  device: string,
  viewport: Size,
  theme: (typeof themes)[number],
): Promise<void> {
  const { page, context } = await openGuardedPage(own, { url: portalUrl }, { viewport, colorScheme: theme });
  const shoot = async (name: string): Promise<void> => {
    await page.evaluate(() => document.fonts.ready);
    await page.screenshot({ path: path.join(target, `${name}-${device}-${theme}.png`), animations: 'disabled' });
  };
  const shooter = { page, shoot, isPhone: device === 'phone', url: portalUrl };
  if (part === 'checks') {
    await shootChecks(shooter);
    await context.close();
    return;
  }
  await shootSignIn(shooter);
  if (part === 'sign-in') {
    await context.close();
    return;
  }
  await shootFirstTime(shooter);
  await shootUploads(shooter);
  await context.clearCookies();
  await signIn(page, portalUrl, demoAddress);
  await fillWhereEmpty(page);
  await shootList(shooter);
  await shootDocument(shooter);
  await shootTrash(shooter);
  await shootActivity(shooter);
  await shootAccount(shooter);
  await shootTrouble(shooter);
  await context.close();
}

/** A portal without the demo's documents gets a few. */
async function fillWhereEmpty(page: Page): Promise<void> {
  await page.getByRole('heading', { name: /^(My documents|Add your first document)$/ }).waitFor();
  const isEmpty = await page.getByText('You add a paper').or(page.getByRole('article')).first().textContent();
  if (!isEmpty?.includes('You add a paper')) return;
  const titles = ['Hearing test', 'Blood test – full panel', 'Discharge letter, St. Mary’s', 'MRI knee report', 'ECG'];
  const files = titles.map((title) => ({
    name: `${title}.pdf`,
    bytes: buildTestPdf({ pages: [title, 'More', 'End'] }),
  }));
  await choose(page, files);
  await page
    .getByText('You may close this page')
    .or(page.getByText(`${titles.length} files added`))
    .waitFor();
  await page.reload();
}

async function shootFirstTime({ page, shoot, isPhone, url: portalUrl }: Shooter): Promise<void> {
  await signIn(page, portalUrl);
  await page.getByRole('heading', { name: 'Add your first document' }).waitFor();
  await shoot('empty');
  await holdOver(page, [{ name: 'Hearing test.pdf', bytes: buildTestPdf({ pages: ['Hearing test'] }) }]);
  await page.getByText('Let go to add').waitFor();
  await shoot('drag-over');
  await page.reload();
  await page.getByRole('heading', { name: 'Add your first document' }).waitFor();
  await page.route('**/api/v1/documents?*', async (route) => {
    const isSlow = route.request().postDataBuffer()?.includes('Knee') ?? false;
    if (!isSlow) await route.continue();
  });
  await choose(page, [
    { name: 'Hearing test.pdf', bytes: buildTestPdf({ pages: ['Hearing test'] }) },
    { name: 'Insurance approval.pdf', bytes: buildTestPdf({ pages: ['Hearing test'] }) },
    { name: 'Photo of a letter.jpg', bytes: Buffer.from([0xff, 0xd8, 0xff, 0xe0]), type: 'image/jpeg' },
    { name: 'Knee X-ray after surgery.pdf', bytes: buildTestPdf({ pages: ['Knee'] }) },
    { name: 'Eye drops leaflet.pdf', bytes: buildTestPdf({ pages: ['Eye'] }) },
  ]);
  await page.getByText('Sending', { exact: false }).first().waitFor();
  if (isPhone) {
    await shoot('tray-folded');
    await page.getByRole('button', { name: 'Show the files' }).click();
    await page.getByRole('dialog').waitFor();
  }
  await shoot('tray');
  await page.unrouteAll({ behavior: 'ignoreErrors' });
}

async function shootList({ page, shoot }: Shooter): Promise<void> {
  const first = page.getByRole('article').first();
  await first.waitFor();
  await shoot('list');
  await first.getByRole('button').click();
  await page.getByRole('menu').waitFor();
  await shoot('row-menu');
  await page.getByRole('menuitem', { name: 'Change title, category or date' }).click();
  await page.getByRole('dialog').waitFor();
  await shoot('change');
  await page.keyboard.press('Escape');
  await page.goto('/?q=knee');
  await page.getByText(/documents? found/).waitFor();
  await shoot('search');
  await page.goto('/?q=unicorn');
  await page.getByText('Nothing found').first().waitFor();
  await shoot('no-hits');
}

async function shootDocument({ page, shoot, isPhone }: Shooter): Promise<void> {
  await page.goto('/');
  await page.getByRole('article').getByRole('link').first().click();
  await page.locator('canvas[data-drawn]').first().waitFor();
  await shoot('document');
  await page.getByRole('button', { name: 'Search' }).click();
  await page.getByLabel('Search in this document').fill('e');
  await page.getByText(/^\d+ of \d+$/).waitFor();
  await shoot('document-search');
  if (isPhone) {
    await page.getByRole('button', { name: 'Show the details' }).click();
    await page.getByRole('dialog').waitFor();
    await shoot('document-details');
  } else {
    await page.getByRole('button', { name: 'Change the note' }).click();
    await shoot('document-edit');
  }
  await page.goto('/documents/01980000-0000-7000-8000-000000000000');
  await page.getByRole('heading', { name: 'This document is not here' }).waitFor();
  await shoot('document-not-found');
}

async function shootTrash({ page, shoot }: Shooter): Promise<void> {
  await page.goto('/trash');
  await page.getByText('The trash is empty').waitFor();
  await shoot('trash-empty');
  await page.goto('/');
  await page.getByRole('article').first().getByRole('button').click();
  await page.getByRole('menuitem', { name: 'Move to trash' }).click();
  await page.getByRole('button', { name: 'Undo' }).waitFor();
  await page.getByRole('link', { name: 'Trash' }).filter({ visible: true }).click();
  await page.getByRole('button', { name: /^Restore/ }).waitFor();
  await shoot('trash');
  await page.getByRole('button', { name: /^Delete now/ }).click();
  await page.getByRole('dialog').waitFor();
  await shoot('delete-for-good');
  await page.getByRole('button', { name: 'Keep it' }).click();
  await page.getByRole('button', { name: /^Restore/ }).click();
  await page.getByText('The trash is empty').waitFor();
}

async function shootTrouble({ page, shoot }: Shooter): Promise<void> {
  await page.route('**/api/v1/documents*', (route) =>
    route.fulfill({
      status: 500,
      contentType: 'application/problem+json',
      json: { type: 'about:blank', title: 'x', status: 500, detail: 'x', instance: '01J-7F3K', code: 'internal_error' },
    }),
  );
  await page.goto('/');
  await page.getByText('Your documents could not be loaded').waitFor();
  await shoot('list-failed');
  await page.unrouteAll();
}
