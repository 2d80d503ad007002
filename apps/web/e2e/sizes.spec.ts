import { gzipSync } from 'node:zlib';
import type { Page } from 'playwright-core';
import { describe, expect, it } from 'vitest';
import { setStage } from './stage.ts';

/**
 * Bytes of JavaScript that a page has asked for until now, as they travel. What is fetched ahead once a page stands
 * still keeps nobody waiting, and is not waited for here.
 */
function weighScripts(page: Page): () => Promise<number> {
  const addresses = new Set<string>();
  page.on('request', (request) => {
    if (request.resourceType() === 'script') addresses.add(request.url());
  });
  return async () => {
    const asked = [...addresses];
    let size = 0;
    for (const address of asked) {
      const answer = await page.request.get(address);
      size += gzipSync(await answer.body(), { level: 9 }).length;
    }
    return size;
  };
}

describe('What a phone has to load', () => {
  const stage = setStage();

  it('is at most 170 kB of scripts to sign in', async () => {
    const { page } = await stage.open();
    const weigh = weighScripts(page);
    await page.goto('/sign-in', { waitUntil: 'networkidle' });
    await page.getByRole('button', { name: 'Use a passkey' }).waitFor();
    expect(await weigh()).toBeLessThanOrEqual(170_000);
  });

  it('is at most 250 kB of scripts to see the documents', async () => {
    const { page } = await stage.openSignedIn();
    const weigh = weighScripts(page);
    await page.goto('/');
    await page.getByRole('heading', { name: 'Add your first document' }).waitFor();
    expect(await weigh()).toBeLessThanOrEqual(250_000);
  });
});
