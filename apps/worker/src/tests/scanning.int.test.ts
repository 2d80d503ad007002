import { askDatabase } from '@portal/testing/ask-database';
import { type ClamdServer, eicar, startClamd } from '@portal/testing/clamd-server';
import { pdfWithAttachment } from '@portal/testing/pdf-with-attachment';
import { type SignedInClient, signedInClient } from '@portal/testing/signed-in-client';
import { startTestPortal, type TestPortal } from '@portal/testing/test-portal';
import { keepPdf, pdfOfSize, pdfSaying } from '@portal/testing/upload-tools';
import { lockedZip, zipInZips } from '@portal/adapters/clamav/zip';
import { afterAll, beforeAll, describe, expect, it } from 'vitest';

const streamBytes = 1_000_000;

describe('Documents of a portal with a scanner', { timeout: 60_000 }, () => {
  let clamd: ClamdServer;
  let portal: TestPortal;
  let dana: SignedInClient;

  beforeAll(async () => {
    clamd = await startClamd();
    const scanner = { SCANNER: 'clamd', CLAMD_URL: clamd.url, CLAMD_STREAM_BYTES: String(streamBytes) };
    portal = await startTestPortal({ environment: scanner, inspectsApart: true });
    dana = await signedInClient(portal);
  });
  afterAll(async () => {
    await portal.stop();
    await clamd.stop();
  });
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
    await dana.get(`/documents/${document.id}/thumbnail`).expect(410);
    await dana.delete(`/documents/${document.id}`).expect(204);
    await dana.post(`/documents/${document.id}/restore`).expect(200);
    await open(document.id).expect(410);
    const { body } = await dana.get('/activity').expect(200);
    expect(JSON.stringify(body)).toContain('document_check_failed');
  });

  // Fails when `deliverDocument` does not ask again whether it may be opened.
  it('row 26: that turn out to have one are not opened by a link that was given out before', async () => {
    const document = await keepPdf(dana, pdfSaying('Clean at first'));
    const link = (await open(document.id).expect(302)).headers['location']!;
    await dana.agent.get(link).expect(200);
    await askDatabase(
      portal.database,
      `update documents set state = 'blocked', check_result = 'infected' where id = $1`,
      [document.id],
    );
    await dana.agent.get(link).expect(410);
  });

  // Fails when `closedBy` answers undefined for `unscannable`.
  it('row 26: that the scanner does not take as a whole are not called clean', async () => {
    const document = await keepPdf(dana, pdfOfSize(streamBytes + 1));
    expect(document).toMatchObject({ state: 'unscannable', checkResult: 'unscannable' });
    expect((await open(document.id).expect(409)).body).toMatchObject({ code: 'document_unscannable' });
  });

  it('row 26: that hold more files in files than the scanner opens are not called clean', async () => {
    const document = await keepPdf(dana, pdfWithAttachment('one.zip', zipInZips(Buffer.from('A letter.'), 30)));
    expect(document).toMatchObject({ state: 'unscannable', checkResult: 'unscannable' });
    await open(document.id).expect(409);
  });

  // Fails when `closedBy` answers undefined for `locked`.
  it('row 26: that hold something locked, into which nobody can look, are refused', async () => {
    const document = await keepPdf(dana, pdfWithAttachment('letter.zip', lockedZip(Buffer.from('A letter.'))));
    expect(document).toMatchObject({ state: 'refused', checkResult: 'locked' });
    expect((await open(document.id).expect(409)).body).toMatchObject({ code: 'document_refused' });
  });
});
