import { doJob } from '@portal/testing/worker-tools';
import { describe, expect, it } from 'vitest';
import { askRecordOf } from './ask-record.ts';
import { signInBehindThePage } from './browser.ts';
import { choose } from './files.ts';
import { buildTestPdf } from './pdfs.ts';
import { setStage } from './stage.ts';
import { addDocuments, chooseFromMenu, lineOf, rowOf } from './steps.ts';

describe('A page that is only looked at', () => {
  const stage = setStage({ works: false });

  /** Does what the worker would do by now. */
  async function check(title: string): Promise<void> {
    await doJob(stage.portal, { kind: 'check_document', ...(await askRecordOf(stage.portal, title)) });
  }

  it('follows a document in every tab, without asking and without a reload', async () => {
    const { page, context } = await stage.openSignedIn();
    const other = await context.newPage();
    const asked: string[] = [];
    await other.goto('/');
    await other.getByRole('heading', { name: 'Add your first document' }).waitFor();
    await addDocuments(page, 'Hearing test');
    await rowOf(other, 'Hearing test').getByText('Being checked').filter({ visible: true }).waitFor();
    await lineOf(page, 'Hearing test').getByText('Being checked.').waitFor();
    for (const tab of [page, other]) {
      tab.on('request', (request) => asked.push(new URL(request.url()).pathname));
    }
    await check('Hearing test');
    for (const tab of [page, other]) {
      await rowOf(tab, 'Hearing test').getByText('Ready').filter({ visible: true }).waitFor();
      await tab.getByText('1 document, ready to open.').waitFor();
    }
    await lineOf(page, 'Hearing test').getByText('Ready.').waitFor();
    // One question of each tab about the document, none before it was told of.
    expect(asked.filter((path) => /\/documents\/[0-9a-f-]{36}$/.test(path)).length).toBeLessThanOrEqual(2);
    await chooseFromMenu(page, 'Hearing test', 'Move to trash');
    await rowOf(other, 'Hearing test').waitFor({ state: 'detached' });
  });

  it('opens a document by itself once it is checked', async () => {
    const { page } = await stage.openSignedIn();
    await addDocuments(page, 'Knee X-ray');
    await rowOf(page, 'Knee X-ray').getByRole('link').click();
    await page.getByRole('heading', { name: 'This document is being checked' }).waitFor();
    await check('Knee X-ray');
    await page.locator('canvas[data-drawn="true"]').first().waitFor();
  });

  it('has one tab listen for all, and the next one when that is closed', async () => {
    const { page, context } = await stage.open();
    await signInBehindThePage(context, stage.url);
    let streams = 0;
    context.on('request', (request) => (streams += request.url().endsWith('/api/v1/events') ? 1 : 0));
    await page.goto('/');
    await expect.poll(() => streams).toBe(1);
    const others = [await context.newPage(), await context.newPage()];
    for (const tab of others) {
      await tab.goto('/');
      await tab.getByRole('heading', { name: 'Add your first document' }).waitFor();
    }
    expect(streams).toBe(1);
    await page.close();
    await expect.poll(() => streams).toBe(2);
    const [adding, looking] = others as [typeof page, typeof page];
    await addDocuments(adding, 'Allergy card');
    await rowOf(looking, 'Allergy card').waitFor();
    expect(streams).toBe(2);
  });

  it('asks by itself where the portal cannot be listened to, which prolongs nothing', async () => {
    const { page, context } = await stage.open();
    await context.route('**/api/v1/events', (route) => route.fulfill({ status: 503 }));
    await signInBehindThePage(context, stage.url);
    await page.goto('/');
    await page.locator('input[type="file"]').waitFor({ state: 'attached' });
    await choose(page, [{ name: 'Echo.pdf', bytes: buildTestPdf({ pages: ['Echo'] }) }]);
    await lineOf(page, 'Echo').getByText('Being checked.').waitFor();
    const asking = page.waitForRequest((request) => /\/documents\/[0-9a-f-]{36}$/.test(request.url()));
    expect((await asking).headers()).toMatchObject({ 'x-background': '1' });
    await check('Echo');
    await lineOf(page, 'Echo').getByText('Ready.').waitFor();
    await rowOf(page, 'Echo').getByText('Ready').filter({ visible: true }).waitFor();
  });

  it('leads to the sign-in page as soon as it was signed out elsewhere', async () => {
    const { page, context, address } = await stage.openSignedIn();
    await addDocuments(page, 'Secret diagnosis');
    const sessions = await (await context.request.get('/api/v1/sessions')).json();
    const elsewhere = await stage.open();
    await signInBehindThePage(elsewhere.context, stage.url, address);
    const headers = { Origin: stage.url, 'X-Requested-With': 'fetch' };
    const [{ id }] = (sessions as { items: [{ id: string }] }).items;
    await elsewhere.context.request.delete(`/api/v1/sessions/${id}`, { headers });
    await page.getByRole('heading', { name: 'Sign in' }).waitFor();
    expect(await page.content()).not.toContain('Secret diagnosis');
  });
});
