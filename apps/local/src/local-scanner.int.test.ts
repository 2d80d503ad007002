import { mkdtemp, rm } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import type { UploadAnswer } from '@portal/contract/documents';
import { type ClamdServer, eicar, startClamd } from '@portal/testing/clamd-server';
import { pdfWithAttachment } from '@portal/testing/pdf-with-attachment';
import { findFreePort } from '@portal/testing/ports';
import { type SignedInClient, signedInClient } from '@portal/testing/signed-in-client';
import type { MailboxEntry } from '@portal/testing/test-portal';
import { pdfSaying, sendPdf, untilChecked } from '@portal/testing/upload-tools';
import { afterAll, afterEach, beforeAll, describe, expect, test } from 'vitest';
import { type PortalProcess, startPortalProcess } from './portal-process.test-support.ts';

const readyWithinMs = 5_000;

let folder: string;
let clamd: ClamdServer;
let portal: PortalProcess;

beforeAll(async () => {
  folder = await mkdtemp(join(tmpdir(), 'local-scanner-'));
  clamd = await startClamd();
});
afterEach(async () => {
  portal.child.kill('SIGTERM');
  await portal.ended;
});
afterAll(async () => {
  await clamd.stop();
  await rm(folder, { recursive: true, force: true });
});

async function startPortal(clamdUrl: string): Promise<SignedInClient> {
  const port = await findFreePort();
  portal = startPortalProcess({ PORT: String(port), DATA_DIR: folder, CLAMD_URL: clamdUrl });
  expect(await portal.says('Portal ready'), portal.output()).toBe(true);
  const url = `http://localhost:${port}`;
  const readMailbox = async (to = ''): Promise<readonly MailboxEntry[]> =>
    (await (await fetch(`${url}/dev/mailbox.json?to=${encodeURIComponent(to)}`)).json()) as MailboxEntry[];
  return signedInClient({ url, readMailbox });
}

async function keep(client: SignedInClient, bytes: Buffer) {
  const { document } = (await sendPdf(client, bytes).expect(201)).body as UploadAnswer;
  const sentAt = performance.now();
  const checked = await untilChecked(client, document.id);
  return { ...checked, afterMs: performance.now() - sentAt };
}

describe('a portal on one machine, told nothing of a scanner but where one would be', () => {
  test('has documents scanned by a clamd that answers there: clean ones are ready soon, others are blocked', async () => {
    const client = await startPortal(clamd.url);
    expect((await client.get('/portal').expect(200)).body).toMatchObject({ scanner: 'clamd' });
    const clean = await keep(client, pdfSaying('Nothing in it'));
    expect(clean).toMatchObject({ state: 'ready', checkResult: 'clean' });
    expect(clean.afterMs).toBeLessThan(readyWithinMs);
    const infected = await keep(client, pdfWithAttachment('invoice.com', Buffer.from(eicar, 'latin1')));
    expect(infected).toMatchObject({ state: 'blocked', checkResult: 'infected', hasThumbnail: false });
    for (const path of ['content', 'content?disposition=attachment', 'thumbnail']) {
      await client.get(`/documents/${infected.id}/${path}`).expect(410);
    }
  });

  // Fails when `composeScanner` answers a scanner although nobody was there.
  test('says that nothing is scanned where none answers, and calls nothing clean', async () => {
    const client = await startPortal(`tcp://127.0.0.1:${await findFreePort()}`);
    expect((await client.get('/portal').expect(200)).body).toMatchObject({ scanner: 'none' });
    expect(await keep(client, pdfSaying('Not scanned'))).toMatchObject({ state: 'ready', checkResult: 'not_scanned' });
  });
});
