import type { UploadAnswer } from '@portal/contract/documents';
import { type ClamdServer, eicar, startClamd } from '@portal/testing/clamd-server';
import { pdfWithAttachment } from '@portal/testing/pdf-with-attachment';
import { type SignedInClient, signedInClient } from '@portal/testing/signed-in-client';
import { startTestPortal, type TestPortal } from '@portal/testing/test-portal';
import { keepPdf, pdfSaying, sendPdf, untilChecked } from '@portal/testing/upload-tools';
import { afterAll, beforeAll, describe, expect, it } from 'vitest';

describe('Documents of a portal with a scanner', { timeout: 60_000 }, () => {
  let clamd: ClamdServer;
  let portal: TestPortal;
  let dana: SignedInClient;

  beforeAll(async () => {
    clamd = await startClamd();
    portal = await startTestPortal({ environment: { SCANNER: 'clamd', CLAMD_URL: clamd.url }, inspectsApart: true });
    dana = await signedInClient(portal);
  });
  afterAll(async () => {
    await portal.stop();
    await clamd.stop();
  });
  const upload = async (bytes: Buffer): Promise<string> =>
    ((await sendPdf(dana, bytes).expect(201)).body as UploadAnswer).document.id;
  const open = (id: string) => dana.get(`/documents/${id}/content`);

  it('are opened when the scanner has found nothing in them, and say so', async () => {
    expect((await dana.get('/portal').expect(200)).body).toMatchObject({ scanner: 'clamd' });
    const document = await keepPdf(dana, pdfSaying('Nothing in it'));
    expect(document).toMatchObject({ state: 'ready', checkResult: 'clean', pageCount: 1, hasActiveContent: false });
    await open(document.id).expect(302);
  });

  it('that carry a file are told apart', async () => {
    const document = await keepPdf(dana, pdfWithAttachment('letter.txt', Buffer.from('A letter.')));
    expect(document).toMatchObject({ state: 'ready', checkResult: 'clean', hasActiveContent: true });
  });

  // Fails when `closedBy` answers undefined for `infected`.
  it('row 26: with a virus in an attachment are blocked, and no way opens them', async () => {
    const document = await keepPdf(dana, pdfWithAttachment('invoice.com', Buffer.from(eicar, 'latin1')));
    expect(document).toMatchObject({ state: 'blocked', checkResult: 'infected' });
    const answer = await open(document.id).expect(410);
    expect(answer.body).toMatchObject({ code: 'document_blocked' });
    await dana.get(`/documents/${document.id}/content?disposition=attachment`).expect(410);
    const { body } = await dana.get('/activity').expect(200);
    expect(JSON.stringify(body)).toContain('document_check_failed');
  });

  // Fails when `lookAt` lets a scan that rejected pass for none.
  it('wait for a scanner that hangs or is gone, upload as ever, and are checked when it is back', async () => {
    clamd.signal('SIGSTOP');
    const hung = await upload(pdfSaying('While it hangs'));
    clamd.signal('SIGCONT');
    expect(await untilChecked(dana, hung)).toMatchObject({ state: 'ready', checkResult: 'clean' });

    await clamd.kill();
    const started = performance.now();
    const waiting = await upload(pdfSaying('While it is gone'));
    expect(performance.now() - started).toBeLessThan(5_000);
    await expect
      .poll(() => portal.logLines.filter((line) => line.includes('scanner does not answer')).length, {
        timeout: 20_000,
      })
      .toBeGreaterThan(0);
    expect((await dana.get(`/documents/${waiting}`).expect(200)).body).toMatchObject({
      document: { state: 'processing', checkResult: null },
    });
    await open(waiting).expect(409);
    clamd = await startClamd({ port: clamd.port });
    expect(await untilChecked(dana, waiting)).toMatchObject({ state: 'ready', checkResult: 'clean' });
  });
});
