import type { Page } from 'playwright-core';
import { afterAll, beforeEach, describe, expect, it } from 'vitest';
import { chooseLarge, createLargePdf } from './large-files.ts';
import type { LargeFile } from './large-files.ts';
import { documentsOf } from './documents-of.ts';
import { setStage } from './stage.ts';
import { enterTunnel, leaveTunnel } from './tunnel.ts';
import { addDocuments, chooseFromAccount, chooseFromMenu, lineOf, openDocument, rowOf } from './steps.ts';

/** What this device remembers of uploads: everything that is kept of them outside of a page. */
function startedOnDevice(page: Page): Promise<unknown> {
  return page.evaluate(
    () =>
      new Promise((resolve, reject) => {
        const opening = indexedDB.open('portal-uploads');
        opening.addEventListener('error', () => reject(new Error('The store could not be opened.')));
        opening.addEventListener('success', () => {
          const { result: database } = opening;
          if (!database.objectStoreNames.contains('started')) {
            database.close();
            resolve([]);
            return;
          }
          const asking = database.transaction('started').objectStore('started').getAllKeys();
          asking.addEventListener('success', () => {
            database.close();
            resolve(asking.result);
          });
        });
      }),
  );
}

const megabyte = 1_000_000;
/** A large file is hashed, sent and verified, all of it beside whatever else the machine does. */
const patience = { timeout: 60_000 };
const often = { interval: 20, timeout: 40_000 };
const partAddress = /\/api\/v1\/uploads\/[^/]+\/parts\/\d+$/;

describe('A large file, in a browser', { timeout: 180_000 }, () => {
  const stage = setStage({ isCounted: true });
  const files: LargeFile[] = [];
  const createFile = async (title: string, sizeInBytes: number): Promise<LargeFile> => {
    const file = await createLargePdf(title, sizeInBytes);
    files.push(file);
    return file;
  };
  beforeEach(() => stage.proxy.letGo());
  afterAll(() => Promise.all(files.map(({ remove }) => remove())));

  /** The parts that were kept by the portal since this was called, by number. */
  const watchParts = (page: Page): number[] => {
    const kept: number[] = [];
    page.on('response', (response) => {
      if (response.request().method() === 'PUT' && partAddress.test(response.url()) && response.ok()) {
        kept.push(Number(response.url().split('/').at(-1)));
      }
    });
    return kept;
  };

  /** This part and all after it come to a stand when some of each has gone through, and the file stays on its way. */
  const holdFrom = (part: 2 | 3 | 4): void =>
    stage.proxy.hold(new RegExp(`^PUT /api/v1/uploads/[^/]+/parts/[${part}-9] `), megabyte);

  /** Those before the held ones are kept, and one of the held is under way. */
  const untilHeld = async (kept: readonly number[], expected: readonly number[]): Promise<void> => {
    await expect.poll(() => [...kept], often).toEqual(expected);
    await expect.poll(() => stage.proxy.standing(), often).toBeGreaterThan(0);
  };

  // Fails when `sendMissing` takes every part for missing (`partsReceived: []` for the plan).
  it('of 30 MB, the network cut twice and the page reloaded once: one document, the right bytes, no part kept twice', async () => {
    const { page, context } = await stage.openSignedIn();
    const file = await createFile('Long stay', 30 * megabyte);
    const kept = watchParts(page);
    holdFrom(2);
    await chooseLarge(page, file);
    for (const cut of [1, 2] as const) {
      await untilHeld(kept, cut === 1 ? [1] : [1, 2]);
      await enterTunnel(context, stage.proxy);
      await lineOf(page, 'Long stay').getByText('It goes on by itself when you are back.').waitFor();
      holdFrom(cut === 1 ? 3 : 4);
      await leaveTunnel(context, stage.proxy);
    }
    await untilHeld(kept, [1, 2, 3]);
    await page.reload({ waitUntil: 'commit' });
    stage.proxy.letGo();
    await page.getByText('Choose the file again to go on.').waitFor();
    await page.getByRole('heading', { name: 'An upload of 30 MB' }).waitFor();
    await chooseLarge(page, file);
    await lineOf(page, 'Long stay').getByText('Ready.').waitFor(patience);
    expect(await page.getByText('Choose the file again to go on.').count()).toBe(0);
    expect(kept).toEqual([...new Set(kept)]);
    expect(await documentsOf(context, stage.url)).toMatchObject([
      { title: 'Long stay', state: 'ready', sha256: file.sha256, sizeInBytes: file.sizeInBytes },
    ]);
    await openDocument(page, 'Long stay');
  });

  // Fails when `withUploadLock` lets everybody work at once.
  it('chosen in two tabs at once is sent by one of them and becomes one document in both', async () => {
    const { page, context } = await stage.openSignedIn();
    const file = await createFile('Twice chosen', 20 * megabyte);
    const other = await context.newPage();
    await other.goto('/');
    stage.proxy.beginAnew();
    holdFrom(2);
    await Promise.all([chooseLarge(page, file), chooseLarge(other, file)]);
    const lines = [page, other].map((tab) => lineOf(tab, 'Twice chosen'));
    await Promise.race(lines.map((line) => line.getByText('in another tab.').waitFor()));
    stage.proxy.letGo();
    for (const line of lines) await line.getByText('Ready.').waitFor(patience);
    expect(await documentsOf(context, stage.url)).toMatchObject([{ sha256: file.sha256 }]);
    expect(stage.proxy.sentInBytes()).toBeLessThan(1.2 * file.sizeInBytes);
  });

  it('is paused and gone on with where it stopped; others go meanwhile', async () => {
    const { page, context } = await stage.openSignedIn();
    const file = await createFile('Scan', 30 * megabyte);
    const kept = watchParts(page);
    holdFrom(2);
    await chooseLarge(page, file);
    await untilHeld(kept, [1]);
    await page.getByRole('button', { name: 'Pause Scan' }).click();
    stage.proxy.letGo();
    await lineOf(page, 'Scan')
      .getByText(/^Paused at \d+/)
      .waitFor();
    await page.getByText('What was sent is kept for a day.').waitFor();
    await addDocuments(page, 'Short letter');
    await page.getByRole('button', { name: 'Go on with Scan' }).click();
    await lineOf(page, 'Scan').getByText('Ready.').waitFor(patience);
    expect(kept).toEqual([...new Set(kept)]);
    expect((await documentsOf(context, stage.url)).map(({ sha256 }) => sha256)).toContain(file.sha256);
  });

  it('that is cancelled leaves nothing, here or there', async () => {
    const { page, context } = await stage.openSignedIn();
    const file = await createFile('Not this one', 20 * megabyte);
    const kept = watchParts(page);
    holdFrom(2);
    await chooseLarge(page, file);
    await untilHeld(kept, [1]);
    const removed = page.waitForResponse((response) => response.request().method() === 'DELETE');
    await page.getByRole('button', { name: 'Cancel Not this one' }).click();
    stage.proxy.letGo();
    expect((await removed).status()).toBe(204);
    await lineOf(page, 'Not this one').getByText('Cancelled.').waitFor();
    await page.reload();
    await page.getByRole('heading', { name: 'Add your first document' }).waitFor();
    expect(await page.getByText('Choose the file again to go on.').count()).toBe(0);
    expect(await documentsOf(context, stage.url)).toEqual([]);
    expect(await startedOnDevice(page)).toEqual([]);
  });

  // Fails when `useQueue` does not give `startedUploads.forgetAll` to `onSignOut`.
  it('that lost its page can be given up, and signing out forgets it', async () => {
    const { page } = await stage.openSignedIn();
    const kept = watchParts(page);
    holdFrom(2);
    await chooseLarge(page, await createFile('First try', 20 * megabyte));
    await untilHeld(kept, [1]);
    await page.reload();
    await page.getByText('Choose the file again to go on.').waitFor();
    await page.getByRole('button', { name: 'Give up the upload of 20 MB' }).click();
    await page.getByText('Choose the file again to go on.').waitFor({ state: 'detached' });
    expect(await startedOnDevice(page)).toEqual([]);

    await chooseLarge(page, await createFile('Second try', 20 * megabyte));
    await expect.poll(() => [...kept], often).toEqual([1, 1]);
    const remembered = await startedOnDevice(page);
    expect(remembered).toEqual([expect.stringMatching(/^[0-9a-f-]{36}$/)]);
    await chooseFromAccount(page, 'Sign out');
    await page.getByLabel('E-mail or mobile number').waitFor();
    expect(await startedOnDevice(page)).toEqual([]);
  });

  // Fails when `send` does not ask `findSame` before it sends.
  it('that the record has already is found out before a byte of it is sent, in the trash as well', async () => {
    const { page, context } = await stage.openSignedIn();
    const file = await createFile('MRI', 20 * megabyte);
    await chooseLarge(page, file);
    await lineOf(page, 'MRI').getByText('Ready.').waitFor(patience);
    await page.getByRole('button', { name: 'Close' }).click();
    stage.proxy.beginAnew();
    await chooseLarge(page, file);
    await lineOf(page, 'MRI').getByText('You already have this').waitFor();
    await page.getByRole('button', { name: 'Close' }).click();
    await chooseFromMenu(page, 'MRI', 'Move to trash');
    await page.getByRole('button', { name: 'Undo' }).waitFor();
    await chooseLarge(page, file);
    await lineOf(page, 'MRI').getByText('It is in the trash.', { exact: false }).waitFor();
    expect(stage.proxy.sentInBytes()).toBeLessThan(megabyte);
    await lineOf(page, 'MRI').getByRole('button', { name: 'Take it out of the trash' }).click();
    await lineOf(page, 'MRI').getByText('Ready.').waitFor();
    await rowOf(page, 'MRI').waitFor();
    expect(await documentsOf(context, stage.url)).toHaveLength(1);
  });
});
