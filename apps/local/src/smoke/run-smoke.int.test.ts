import { signedInClient } from '@portal/testing/signed-in-client';
import { startTestPortal, type TestPortal } from '@portal/testing/test-portal';
import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import { createPortalClient } from './portal-client.ts';
import { runSmoke } from './run-smoke.ts';

let portal: TestPortal;
beforeAll(async () => {
  portal = await startTestPortal();
});
afterAll(() => portal.stop());

async function smoke(url: string): Promise<{ isSound: boolean; lines: string[] }> {
  const lines: string[] = [];
  const isSound = await runSmoke({
    client: createPortalClient({ url, cookie: undefined }),
    hasSession: false,
    address: undefined,
    askForCode: () => Promise.reject(new Error('a test answers no questions')),
    say: (line) => lines.push(line),
  });
  return { isSound, lines };
}

describe('the smoke test', () => {
  it('finds a portal that works, tells each step with its time, and leaves nothing', async () => {
    const { isSound, lines } = await smoke(portal.url);
    expect(lines.join('\n')).toMatch(/^ok +\d+ ms {2}uploads a PDF$/m);
    expect(isSound).toBe(true);
    expect(lines.filter((line) => line.startsWith('ok'))).toHaveLength(11);
    const client = await signedInClient(portal, 'smoke@example.org');
    expect((await client.get('/documents/summary').expect(200)).body).toMatchObject({ active: 0, trashed: 0 });
  });

  it('finds a portal that is not there', async () => {
    const { isSound, lines } = await smoke('http://localhost:1');
    expect(isSound).toBe(false);
    expect(lines.join('\n')).toMatch(/^FAIL .*is ready/m);
  });
});
