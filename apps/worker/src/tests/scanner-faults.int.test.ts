import { once } from 'node:events';
import { createServer, type Server, type Socket } from 'node:net';
import type { UploadAnswer } from '@portal/contract/documents';
import { askDatabase } from '@portal/testing/ask-database';
import { type ClamdServer, startClamd } from '@portal/testing/clamd-server';
import { findFreePort } from '@portal/testing/ports';
import { type SignedInClient, signedInClient } from '@portal/testing/signed-in-client';
import { startTestPortal, type TestPortal } from '@portal/testing/test-portal';
import { pdfSaying, sendPdf, untilChecked } from '@portal/testing/upload-tools';
import { afterAll, afterEach, beforeAll, describe, expect, it } from 'vitest';

const uploadAtMostMs = 5_000;
const patience = { timeout: 20_000 };

describe('row 26: a document of a portal whose scanner', { timeout: 60_000 }, () => {
  let port: number;
  let clamd: ClamdServer | undefined;
  let portal: TestPortal;
  let dana: SignedInClient;

  beforeAll(async () => {
    port = await findFreePort();
    const environment = { SCANNER: 'clamd', CLAMD_URL: `tcp://127.0.0.1:${port}` };
    portal = await startTestPortal({ environment });
    dana = await signedInClient(portal);
  });
  afterEach(async () => {
    await clamd?.kill();
    clamd = undefined;
  });
  afterAll(() => portal.stop());

  /** Whatever the scanner does, this is answered in time. */
  async function upload(words: string): Promise<string> {
    const began = performance.now();
    const { document } = (await sendPdf(dana, pdfSaying(words)).expect(201)).body as UploadAnswer;
    expect(performance.now() - began).toBeLessThan(uploadAtMostMs);
    return document.id;
  }

  async function expectUnchecked(id: string): Promise<void> {
    const { body } = await dana.get(`/documents/${id}`).expect(200);
    expect(body).toMatchObject({ document: { state: 'processing', checkResult: null, hasThumbnail: false } });
    for (const path of ['content', 'content?disposition=attachment', 'thumbnail']) {
      const refusal = await dana.get(`/documents/${id}/${path}`).expect(409);
      expect(refusal.body).toMatchObject({ code: 'document_not_checked_yet' });
    }
  }

  const complaints = (): number =>
    portal.logLines.filter((line) => line.includes('the scanner does not answer')).length;

  async function untilTriedInVain(): Promise<void> {
    const before = complaints();
    await expect.poll(complaints, patience).toBeGreaterThan(before);
  }

  async function expectRecovery(id: string): Promise<void> {
    clamd ??= await startClamd({ port });
    expect(await untilChecked(dana, id)).toMatchObject({ state: 'ready', checkResult: 'clean' });
    await dana.get(`/documents/${id}/content`).expect(302);
  }

  // Fails when `lookAt` lets a scan that rejected pass for none.
  it('is stopped waits, and is checked when the scanner is back', async () => {
    const id = await upload('While it is gone');
    await untilTriedInVain();
    await expectUnchecked(id);
    await expectRecovery(id);
  });

  // Fails when the scanner is not waited for: `scan` answers `clean` as soon as all was sent.
  it('hangs waits for its word, and has it when the scanner goes on', async () => {
    clamd = await startClamd({ port });
    clamd.signal('SIGSTOP');
    const id = await upload('While it hangs');
    await expect.poll(() => underWay(portal), patience).toBe(1);
    await expectUnchecked(id);
    clamd.signal('SIGCONT');
    await expectRecovery(id);
  });

  // Fails when the end of a connection without an answer resolves.
  it('dies over it waits for another one', async () => {
    clamd = await startClamd({ port });
    clamd.signal('SIGSTOP');
    const id = await upload('While it dies');
    await expect.poll(() => underWay(portal), patience).toBe(1);
    const tried = untilTriedInVain();
    await clamd.kill();
    clamd = undefined;
    await tried;
    await expectUnchecked(id);
    await expectRecovery(id);
  });

  // Fails when `verdictOf` takes whatever holds "OK" for clean.
  it.each(['garbage', 'stream: OK, I think\0'])('says %j waits for one that is in its senses', async (answer) => {
    const babble = await startBabbling(port, answer);
    const id = await upload(`While it says ${JSON.stringify(answer)}`);
    await untilTriedInVain();
    await expectUnchecked(id);
    await babble.stop();
    await expectRecovery(id);
  });
});

async function underWay({ database }: TestPortal): Promise<number> {
  const [row] = await askDatabase(
    database,
    `select count(*)::int as jobs from jobs.job where name = 'check_document' and state = 'active'`,
  );
  return Number(row?.['jobs']);
}

/** Takes everything, and answers in words that clamd never says. */
async function startBabbling(port: number, answer: string): Promise<{ stop: () => Promise<void> }> {
  const sockets = new Set<Socket>();
  const server: Server = createServer((socket) => {
    sockets.add(socket);
    socket.on('error', () => socket.destroy());
    socket.resume();
    socket.end(answer);
  });
  server.listen(port, '127.0.0.1');
  await once(server, 'listening');
  return {
    stop: async () => {
      for (const socket of sockets) socket.destroy();
      server.close();
      await once(server, 'close');
    },
  };
}
