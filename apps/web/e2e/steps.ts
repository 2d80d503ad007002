import type { Locator, Page } from 'playwright-core';
import { choose } from './files.ts';
import { buildTestPdf } from './pdfs.ts';

/** The row of a document in a list. */
export function rowOf(page: Page, title: string): Locator {
  return page.getByRole('article').filter({ has: page.getByRole('link', { name: title, exact: true }) });
}

/** A file's line in the upload tray. */
export function lineOf(page: Page, title: string): Locator {
  return page.getByRole('listitem').filter({ has: page.getByRole('heading', { name: title, exact: true, level: 3 }) });
}

/** Adds PDFs by the button, one page each that says its title, and waits until all are listed. */
export async function addDocuments(page: Page, ...titles: string[]): Promise<void> {
  await choose(
    page,
    titles.map((title) => ({ name: `${title}.pdf`, bytes: buildTestPdf({ pages: [title] }) })),
  );
  for (const title of titles) await rowOf(page, title).waitFor();
}

/** Opens the menu of a document's row and chooses from it. */
export async function chooseFromMenu(page: Page, title: string, choice: string): Promise<void> {
  await page.getByRole('button', { name: `More for ${title}` }).click();
  await page.getByRole('menuitem', { name: choice }).click();
}

/** Opens a document from the list, and waits until its first page is painted. */
export async function openDocument(page: Page, title: string): Promise<void> {
  await rowOf(page, title).getByRole('link').click();
  await page.locator('canvas[data-drawn="true"]').first().waitFor();
}

/** Opens the menu of the account and chooses from it. */
export async function chooseFromAccount(page: Page, choice: string): Promise<void> {
  await page.getByRole('button', { name: /^Account/ }).click();
  await page.getByRole('menuitem', { name: choice }).click();
}

/** One device, passkey or address of the account. */
export function entryOf(page: Page, name: string | RegExp): Locator {
  return page.getByRole('listitem').filter({ has: page.getByRole('heading', { name, level: 3 }) });
}
