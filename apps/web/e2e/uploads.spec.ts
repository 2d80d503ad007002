import { createHash } from 'node:crypto';
import { describe, expect, it } from 'vitest';
import { choose, drop, holdOver } from './files.ts';
import { buildPolyglot, buildTestPdf } from './pdfs.ts';
import { setStage } from './stage.ts';
import { addDocuments, lineOf, rowOf } from './steps.ts';

const maxUploadSizeInBytes = 1_000_000;
const uploads = /\/api\/v1\/documents\?keepBoth/;

describe('Adding files, in a browser', () => {
  const stage = setStage({ config: { maxUploadSizeInBytes, maxResumableUploadSizeInBytes: maxUploadSizeInBytes } });

  it('the whole window is a place to drop, and says what may be dropped', async () => {
    const { page } = await stage.openSignedIn();
    await holdOver(page, [{ name: 'a.pdf', bytes: buildTestPdf({ pages: ['a'] }) }]);
    await page.getByText('Let go to add 1 file').waitFor();
    await page.getByText('PDFs, up to 1 MB each.', { exact: false }).waitFor();
  });

  it('several files are sent one after the other, and each says when it is ready', async () => {
    const { page } = await stage.openSignedIn();
    const titles = ['First', 'Second', 'Third'];
    await drop(
      page,
      titles.map((title) => ({ name: `${title}.pdf`, bytes: buildTestPdf({ pages: [title] }) })),
    );
    for (const title of titles) {
      await lineOf(page, title).getByText('Ready.').waitFor();
      await rowOf(page, title).waitFor();
    }
    await page.getByText('Nothing is being sent.', { exact: false }).waitFor();
    await lineOf(page, 'Second').getByRole('link', { name: 'Open Second' }).click();
    await page.getByRole('heading', { name: 'Second', level: 1 }).waitFor();
  });

  it('what is under way can be cancelled, and asked for again', async () => {
    const { page } = await stage.openSignedIn();
    let letThrough = false;
    await page.route(uploads, async (route) => {
      if (letThrough) await route.continue();
    });
    await choose(page, [{ name: 'Long one.pdf', bytes: buildTestPdf({ pages: ['long'] }) }]);
    await lineOf(page, 'Long one').getByRole('progressbar').waitFor();
    expect(await page.title()).toMatch(/^\d+\s% sent · /);
    await page.getByRole('button', { name: 'Cancel Long one' }).click();
    await lineOf(page, 'Long one').getByText('Cancelled.').waitFor();
    expect(await rowOf(page, 'Long one').count()).toBe(0);
    letThrough = true;
    await lineOf(page, 'Long one').getByRole('button', { name: 'Try again' }).click();
    await lineOf(page, 'Long one').getByText('Ready.').waitFor();
    await rowOf(page, 'Long one').waitFor();
    expect(await page.title()).toMatch(/^My documents/);
  });

  it('a lost connection is waited for, and sending goes on by itself', async () => {
    const { page, context } = await stage.openSignedIn();
    await page.getByRole('heading', { name: 'You add a paper' }).waitFor();
    await context.setOffline(true);
    await choose(page, [{ name: 'In the tunnel.pdf', bytes: buildTestPdf({ pages: ['tunnel'] }) }]);
    await lineOf(page, 'In the tunnel').getByText('It goes on by itself when you are back.').waitFor();
    await context.setOffline(false);
    await lineOf(page, 'In the tunnel').getByText('Ready.').waitFor();
  });

  it('an interrupted sending is tried again by itself', async () => {
    const { page } = await stage.openSignedIn();
    let failures = 0;
    await page.route(uploads, (route) => {
      failures += 1;
      return failures === 1 ? route.abort('connectionreset') : route.continue();
    });
    await choose(page, [{ name: 'Shaky.pdf', bytes: buildTestPdf({ pages: ['shaky'] }) }]);
    await lineOf(page, 'Shaky').getByText('Ready.').waitFor();
    expect(failures).toBe(2);
  });

  it('what is too large, a picture, empty or no PDF is told so before it is sent', async () => {
    const { page } = await stage.openSignedIn();
    let sent = 0;
    await page.route(uploads, (route) => {
      sent += 1;
      return route.continue();
    });
    await drop(page, [
      { name: 'Huge.pdf', bytes: buildTestPdf({ pages: ['huge'], sizeInBytes: maxUploadSizeInBytes }) },
      { name: 'Photo.jpg', bytes: Buffer.from([0xff, 0xd8, 0xff, 0xe0, 0, 16]), type: 'image/jpeg' },
      { name: 'Letter.pdf', bytes: Buffer.from('PK\u0003\u0004 a word document') },
      { name: 'Nothing.pdf', bytes: Buffer.alloc(0) },
    ]);
    await lineOf(page, 'Huge').getByText('Up to 1 MB can be added.', { exact: false }).waitFor();
    await lineOf(page, 'Photo.jpg').getByText('This is a picture.').waitFor();
    await lineOf(page, 'Letter').getByText('Not a PDF.').waitFor();
    await lineOf(page, 'Nothing').getByText('Empty.').waitFor();
    expect(sent).toBe(0);
    await page.getByRole('button', { name: 'Remove Letter from this list' }).click();
    await lineOf(page, 'Letter').waitFor({ state: 'detached' });
  });

  it('the same bytes again are found out: open the one that is there, or keep both', async () => {
    const { page } = await stage.openSignedIn();
    await addDocuments(page, 'Insurance approval');
    const bytes = buildTestPdf({ pages: ['Insurance approval'] });
    await choose(page, [{ name: 'Approval again.pdf', bytes }]);
    await lineOf(page, 'Approval again').getByText('You already have this').waitFor();
    expect(await page.getByRole('article').count()).toBe(1);
    await lineOf(page, 'Approval again').getByRole('button', { name: 'Keep both' }).click();
    await lineOf(page, 'Approval again').getByText('Ready.').waitFor();
    await rowOf(page, 'Approval again').waitFor();
  });

  it('on a phone the tray is a bar that opens into a sheet', async () => {
    const { page } = await stage.openSignedIn({ viewport: { width: 390, height: 844 } });
    await choose(page, [{ name: 'On the way.pdf', bytes: buildTestPdf({ pages: ['way'] }) }]);
    await page.getByText('1 file added').waitFor();
    await page.getByRole('button', { name: 'Show the files' }).click();
    const sheet = page.getByRole('dialog');
    await sheet.getByRole('link', { name: 'Open On the way' }).click();
    await page.getByRole('heading', { name: 'On the way', level: 1 }).waitFor();
    await sheet.waitFor({ state: 'detached' });
  });

  it('row 30: a PDF that is a web page too, opened by its address, is nothing but a file', async () => {
    const { page, context } = await stage.openSignedIn();
    const bytes = buildPolyglot();
    await drop(page, [{ name: 'Polyglot.pdf', bytes }]);
    await lineOf(page, 'Polyglot').getByText('Ready.').waitFor();
    const address = await rowOf(page, 'Polyglot').getByRole('link').getAttribute('href');
    const content = `${stage.url}/api/v1${address}/content`;
    const answer = await context.request.get(content);
    expect(answer.headers()).toMatchObject({ 'content-type': 'application/pdf', 'x-content-type-options': 'nosniff' });
    expect(answer.headers()['content-security-policy']).toContain('sandbox');
    expect(
      createHash('sha256')
        .update(await answer.body())
        .digest('hex'),
    ).toBe(createHash('sha256').update(bytes).digest('hex'));

    const visitor = await context.newPage();
    await visitor.goto(content).catch((error: unknown) => {
      // A browser without a reader of its own downloads the file, which ends the navigation.
      if (!String(error).includes('Download is starting') && !String(error).includes('ERR_ABORTED')) throw error;
    });
    expect(await visitor.title()).not.toContain('taken over');
    expect(await visitor.locator('h1').count()).toBe(0);
  });
});
