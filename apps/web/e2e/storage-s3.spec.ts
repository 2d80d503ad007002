import { createHash } from 'node:crypto';
import { createReadStream } from 'node:fs';
import { afterAll, describe, expect, it } from 'vitest';
import { documentsOf } from './documents-of.ts';
import { chooseLarge, createLargePdf } from './large-files.ts';
import type { LargeFile } from './large-files.ts';
import { setStage } from './stage.ts';
import { addDocuments, lineOf, openDocument, rowOf } from './steps.ts';

const megabyte = 1_000_000;

async function sha256Of(path: string): Promise<string> {
  const hash = createHash('sha256');
  for await (const piece of createReadStream(path)) hash.update(piece as Buffer);
  return hash.digest('hex');
}

describe('Where documents are kept in a bucket, in a browser', { timeout: 120_000 }, () => {
  const stage = setStage({ isOnS3: true });
  const files: LargeFile[] = [];
  afterAll(() => Promise.all(files.map(({ remove }) => remove())));

  it('a large file goes past the portal into the bucket, and comes back from there byte for byte', async () => {
    const { page, context } = await stage.openSignedIn();
    const file = await createLargePdf('CT of the chest', 20 * megabyte);
    files.push(file);
    stage.proxy.beginAnew();
    await chooseLarge(page, file);
    await lineOf(page, 'CT of the chest').getByText('Ready.').waitFor({ timeout: 60_000 });
    expect(stage.proxy.sentInBytes()).toBeLessThan(megabyte);
    expect(await documentsOf(context, stage.url)).toMatchObject([{ state: 'ready', sha256: file.sha256 }]);

    const pieces: number[] = [];
    page.on('response', (response) => {
      if (new URL(response.url()).origin !== stage.url) pieces.push(response.status());
    });
    await openDocument(page, 'CT of the chest');
    expect(pieces).toContain(206);
    const download = page.waitForEvent('download');
    await page.getByRole('link', { name: 'Download' }).click();
    expect((await download).suggestedFilename()).toBe('CT of the chest.pdf');
    expect(await sha256Of(await (await download).path())).toBe(file.sha256);
  });

  it('a small file is added, read and told to be there already, as anywhere', async () => {
    const { page } = await stage.openSignedIn();
    await addDocuments(page, 'Hearing test');
    await openDocument(page, 'Hearing test');
    await page.locator('.text-layer').getByText('Hearing test').waitFor({ state: 'attached' });
    await page.goto('/');
    await rowOf(page, 'Hearing test').waitFor();
  });
});
