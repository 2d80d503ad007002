import { readFile } from 'node:fs/promises';
import { describe, expect, it } from 'vitest';
import { setStage } from './stage.ts';
import { addDocuments, openDocument } from './steps.ts';

describe('Who looked, in a browser', () => {
  const stage = setStage();

  it('tells in words what one has done, and says how long it is kept', async () => {
    const { page } = await stage.openSignedIn();
    await addDocuments(page, 'Hearing test');
    await openDocument(page, 'Hearing test');
    await page.getByRole('link', { name: 'Who looked' }).filter({ visible: true }).click();
    await page.getByText('Kept for 6 years.').waitFor();
    await page.getByRole('listitem').filter({ hasText: 'You opened Hearing test' }).waitFor();
    await page.getByRole('listitem').filter({ hasText: 'You added Hearing test' }).waitFor();
    await page.getByRole('listitem').filter({ hasText: 'You signed in' }).waitFor();
    await page.getByRole('heading', { name: 'Today' }).waitFor();
  });

  it('keeps what one wants to see in the address', async () => {
    const { page } = await stage.openSignedIn();
    await addDocuments(page, 'Hearing test', 'Knee X-ray');
    await openDocument(page, 'Hearing test');
    await page.goto('/activity');
    await page.getByRole('button', { name: 'Opened' }).click();
    await page.getByText('You signed in').waitFor({ state: 'detached' });
    await page.getByLabel('How far back').selectOption('Last 7 days');
    await expect.poll(() => new URL(page.url()).search).toBe('?kind=openings&since=week');
    await page.reload();
    await page.getByText('You opened Hearing test').waitFor();
    expect(await page.getByRole('button', { name: 'Opened', pressed: true }).count()).toBe(1);
    await page.goBack();
    await expect.poll(() => new URL(page.url()).search).toBe('?kind=openings');
  });

  it('is saved as a file', async () => {
    const { page } = await stage.openSignedIn();
    await addDocuments(page, 'Hearing test');
    await page.goto('/activity');
    const [download] = await Promise.all([
      page.waitForEvent('download'),
      page.getByRole('link', { name: 'Save as a file' }).click(),
    ]);
    expect(download.suggestedFilename()).toMatch(/\.csv$/);
    expect(await readFile(await download.path(), 'utf8')).toContain('Hearing test');
  });

  it('stands beside a document: who opened it, and the way to all of them', async () => {
    const { page } = await stage.openSignedIn();
    await addDocuments(page, 'Hearing test', 'Knee X-ray');
    await openDocument(page, 'Hearing test');
    const panel = page.getByRole('region', { name: 'Who opened it' });
    await panel.getByText('You opened it on this device').waitFor();
    await panel.getByRole('link', { name: 'All 1' }).click();
    await page.getByText('Only Hearing test').waitFor();
    await page.getByText('You opened Hearing test').waitFor();
    await page.getByRole('button', { name: 'All documents' }).click();
    await expect.poll(() => new URL(page.url()).search).toBe('?kind=openings');
  });

  it('grows as one scrolls', async () => {
    const { page } = await stage.openSignedIn();
    await addDocuments(page, 'Hearing test');
    const address = await page.getByRole('article').getByRole('link').getAttribute('href');
    const headers = { Origin: stage.url, 'X-Requested-With': 'fetch' };
    for (let count = 0; count < 60; count += 1) {
      await page.request.patch(`/api/v1${address}`, { headers, data: { note: `Note ${count}` } });
    }
    await page.goto('/activity');
    const lines = page.locator('main').getByRole('listitem');
    await expect.poll(() => lines.count()).toBeGreaterThanOrEqual(50);
    await lines.last().scrollIntoViewIfNeeded();
    await expect.poll(() => lines.count()).toBeGreaterThan(60);
  });
});
