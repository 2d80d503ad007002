import { askDatabase } from '@portal/testing/ask-database';
import type { Page } from 'playwright-core';
import { describe, expect, it } from 'vitest';
import { setStage } from './stage.ts';
import { addDocuments, rowOf } from './steps.ts';

const many = 2_000;
/** What a window of this size shows, and some ahead. */
const rowsAtMost = 200;

const stage = setStage();

/** More documents like the one that is there, newest first: `Paper 1` to `Paper 2000`. */
async function fillRecord(): Promise<void> {
  const stateOfTemplate = () =>
    askDatabase(stage.portal.database, `select state from documents where title = 'Template'`);
  // Copies of one that is still being checked would be checked too, and have no bytes.
  await expect.poll(stateOfTemplate).toEqual([{ state: 'ready' }]);
  await askDatabase(
    stage.portal.database,
    `insert into documents (id, record_id, uploaded_by, state, title, file_name, category, size_in_bytes, sha256,
       storage_key, page_count, check_result, uploaded_at, sort_title)
     select gen_random_uuid(), record_id, uploaded_by, state, 'Paper ' || n, 'paper-' || n || '.pdf', category, size_in_bytes,
       lpad(to_hex(n), 64, '0'), storage_key || n, page_count, check_result, uploaded_at - n * interval '1 minute',
       'paper ' || lpad(n::text, 4, '0')
     from documents, generate_series(1, $1::int) as n where title = 'Template'`,
    [many],
  );
}

/** Asks for cursors that were sent, and the most rows that the page held at any time. */
async function watch(page: Page): Promise<{ cursors: () => (string | null)[]; mostRows: () => Promise<number> }> {
  const cursors: (string | null)[] = [];
  page.on('request', (request) => {
    const { pathname, searchParams } = new URL(request.url());
    if (pathname === '/api/v1/documents') cursors.push(searchParams.get('cursor'));
  });
  await page.addInitScript(() => {
    const look = () => {
      const rows = document.querySelectorAll('article').length;
      Reflect.set(window, 'mostRows', Math.max(rows, Number(Reflect.get(window, 'mostRows') ?? 0)));
    };
    new MutationObserver(look).observe(document, { childList: true, subtree: true });
  });
  return { cursors: () => cursors, mostRows: () => page.evaluate(() => Number(Reflect.get(window, 'mostRows'))) };
}

/** Scrolls to the end of what is there, again and again, until the row is there. Within the page: it is a long way. */
async function scrollTo(page: Page, title: string): Promise<void> {
  await page.evaluate(async (wanted) => {
    const isThere = () => [...document.querySelectorAll('article a')].some(({ textContent }) => textContent === wanted);
    while (!isThere()) {
      window.scrollTo(0, document.body.scrollHeight);
      await new Promise(requestAnimationFrame);
    }
  }, title);
  await rowOf(page, title).scrollIntoViewIfNeeded();
}

describe('Two thousand documents', () => {
  it('are there to the last, page by page, and the page holds the rows near by alone', async () => {
    const { page } = await stage.openSignedIn();
    await addDocuments(page, 'Template');
    await fillRecord();
    const { cursors, mostRows } = await watch(page);
    await page.reload();
    await rowOf(page, 'Paper 1').waitFor();
    await scrollTo(page, `Paper ${many}`);
    expect(await mostRows()).toBeLessThan(rowsAtMost);
    const [first, ...others] = cursors();
    expect(first).toBeNull();
    // 2,001 documents in pages of 50.
    expect(others).toHaveLength(many / 50);
    expect(new Set(others).size).toBe(others.length);
    expect(await rowOf(page, `Paper ${many}`).locator('xpath=ancestor::li').getAttribute('aria-setsize')).toBe(
      String(many + 1),
    );

    const place = await page.evaluate(() => window.scrollY);
    await rowOf(page, `Paper ${many - 1}`)
      .getByRole('link')
      .click();
    await page.waitForURL(/\/documents\//);
    await page.goBack();
    await rowOf(page, `Paper ${many}`).waitFor();
    expect(await page.evaluate(() => window.scrollY)).toBe(place);
    expect(await mostRows()).toBeLessThan(rowsAtMost);
  }, 240_000);
});
