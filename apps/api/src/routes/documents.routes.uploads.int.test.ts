import type { DocumentList, UploadAnswer } from '@portal/contract/documents';
import { type SignedInClient, signedInClient } from '@portal/testing/signed-in-client';
import { startTestPortal, type TestPortal } from '@portal/testing/test-portal';
import { keepPdf, keptBy, nothingKept, pdfSaying, sendPdf } from '@portal/testing/upload-tools';
import { afterAll, beforeAll, beforeEach, describe, expect, it } from 'vitest';

describe.each(['disk', 's3'] as const)('with documents on %s:', (storage) => {
  let portal: TestPortal;
  let client: SignedInClient;
  const time = Date.parse('2026-05-03T10:00:00Z');

  beforeAll(async () => {
    portal = await startTestPortal({ storage, now: () => new Date(time) });
  });
  afterAll(() => portal.stop());
  beforeEach(async () => {
    client = await signedInClient(portal);
  });

  const list = async (query = ''): Promise<DocumentList> =>
    (await client.get(`/documents${query}`).expect(200)).body as DocumentList;

  describe('an upload', () => {
    it('takes its fields in any order', async () => {
      const after = await sendPdf(client, pdfSaying('fields after'))
        .field('title', 'After')
        .field('category', 'imaging')
        .expect(201);
      expect(after.body).toMatchObject({ document: { title: 'After', category: 'imaging' } });
      const before = await client
        .post('/documents')
        .field('title', 'Before')
        .field('documentDate', '2020-02-29')
        .attach('file', pdfSaying('fields before'), 'a.pdf')
        .expect(201);
      expect(before.body).toMatchObject({ document: { title: 'Before', documentDate: '2020-02-29' } });
      const empty = await sendPdf(client, pdfSaying('empty fields'), 'b.pdf')
        .field('title', '')
        .field('category', '')
        .field('documentDate', '')
        .expect(201);
      expect(empty.body).toMatchObject({ document: { title: 'b', category: 'other', documentDate: null } });
    });

    it.each([
      [{ ownerId: 'x' }, 'ownerId'],
      [{ storageKey: 'x' }, 'storageKey'],
      [{ state: 'ready' }, 'state'],
      [{ category: 'x' }, 'category'],
      [{ documentDate: 'yesterday' }, 'documentDate'],
      [{ title: '   ' }, 'title'],
      [{ title: 'x'.repeat(201) }, 'title'],
      [{ file: 'x' }, 'file'],
    ] as const)('with a field that is not allowed is refused, and nothing is kept: %.30j', async (fields, field) => {
      const before = await keptBy(portal);
      let request = sendPdf(client, pdfSaying(`refused ${field}`));
      for (const [name, value] of Object.entries(fields)) request = request.field(name, value);
      const { body } = await request.expect(400);
      expect(body).toMatchObject({
        code: 'invalid_request',
        errors: expect.arrayContaining([expect.objectContaining({ field })]),
      });
      expect(await keptBy(portal)).toEqual(before);
    });

    it('of bytes that are here already answers the document that is here', async () => {
      const bytes = pdfSaying('sent twice');
      const first = await keepPdf(client, bytes, 'first.pdf');
      const before = await keptBy(portal);
      const second = await sendPdf(client, bytes, 'second.pdf').expect(200);
      expect(second.body).toEqual({ document: first, duplicate: true });
      expect(second.headers['location']).toBe(`/api/v1/documents/${first.id}`);
      expect(await keptBy(portal)).toEqual(before);
      const both = await keepPdf(client, bytes, 'third.pdf', '/documents?keepBoth=true');
      expect(both.fileName).toBe('third.pdf');
      expect(both.id).not.toBe(first.id);
      // The copy is what the record has of them while the first one lies in the trash.
      await client.delete(`/documents/${first.id}`).expect(204);
      expect((await sendPdf(client, bytes).expect(200)).body).toEqual({ document: both, duplicate: true });
      await client.delete(`/documents/${both.id}`).expect(204);
      const third = await keepPdf(client, bytes, 'third.pdf', '/documents?keepBoth=true');
      await client.post(`/documents/${first.id}/restore`).expect(200);
      expect(new Set((await list()).items.map(({ id }) => id))).toEqual(new Set([first.id, third.id]));
    });

    it('of bytes that lie in the trash answers the document there, which can be restored', async () => {
      const bytes = pdfSaying('in the trash and sent again');
      const document = await keepPdf(client, bytes);
      await client.delete(`/documents/${document.id}`).expect(204);
      const before = await keptBy(portal);
      const again = (await sendPdf(client, bytes).expect(200)).body as UploadAnswer;
      expect(again).toMatchObject({ duplicate: true, document: { id: document.id, trashedAt: expect.any(String) } });
      expect(await keptBy(portal)).toEqual(before);
      await client.post(`/documents/${document.id}/restore`).expect(200);
      const stranger = await signedInClient(portal);
      expect((await sendPdf(stranger, bytes).expect(201)).body).toMatchObject({ duplicate: false });
    });

    it('that may stand beside the same bytes is no copy where there are none', async () => {
      const bytes = pdfSaying('kept beside nothing');
      const first = await keepPdf(client, bytes, 'first.pdf', '/documents?keepBoth=true');
      const second = await sendPdf(client, bytes, 'second.pdf').expect(200);
      expect(second.body).toEqual({ document: first, duplicate: true });
    });

    it('of the same bytes at the same time keeps them once', async () => {
      const bytes = pdfSaying('at the same time');
      const answers = await Promise.all(Array.from({ length: 6 }, () => sendPdf(client, bytes)));
      expect(answers.filter(({ status }) => status === 201)).toHaveLength(1);
      expect(answers.filter(({ status }) => status === 200)).toHaveLength(5);
      expect(new Set(answers.map(({ body }) => (body as UploadAnswer).document.id)).size).toBe(1);
      expect((await list()).items).toHaveLength(1);
    });

    it.each([
      ['nothing', Buffer.alloc(0), 422, 'file_empty'],
      ['four bytes', Buffer.from('%PDF'), 415, 'not_a_pdf'],
      ['a program', Buffer.from('MZ\x90\x00 and so on, %PDF-1.7 inside'), 415, 'not_a_pdf'],
      ['a picture', Buffer.from('\x89PNG\r\n\x1a\n%PDF-', 'latin1'), 415, 'not_a_pdf'],
      ['a PDF after a line', Buffer.from('\n%PDF-1.7'), 415, 'not_a_pdf'],
      ['a web page', Buffer.from('<html>%PDF-1.7</html>'), 415, 'not_a_pdf'],
    ])('row 17: of %s, called a PDF, is refused before anything is kept', async (_what, bytes, status, code) => {
      const before = await keptBy(portal);
      expect((await sendPdf(client, bytes).expect(status)).body).toMatchObject({ code });
      expect(await keptBy(portal)).toEqual(before);
    });

    it('row 17: may begin with a byte order mark, and be named as anything', async () => {
      const bytes = Buffer.concat([Buffer.from([0xef, 0xbb, 0xbf]), pdfSaying('marked')]);
      const answer = await client
        .post('/documents')
        .attach('file', bytes, { filename: 'virus.exe', contentType: 'image/png' })
        .expect(201);
      expect(answer.body).toMatchObject({ document: { fileName: 'virus.exe', title: 'virus.exe' } });
    });

    it.each([
      ['no file', () => client.post('/documents').field('title', 'x'), 422, 'file_missing'],
      ['JSON', () => client.post('/documents').send({ file: 'x' }), 415, 'unsupported_media_type'],
      ['no body', () => client.post('/documents'), 415, 'unsupported_media_type'],
      [
        'two files',
        () => sendPdf(client, pdfSaying('one of two')).attach('file', pdfSaying('two of two'), 'b.pdf'),
        400,
        'malformed_upload',
      ],
      [
        'a file of another name',
        () => client.post('/documents').attach('other', pdfSaying('another name'), 'a.pdf'),
        400,
        'malformed_upload',
      ],
    ])('with %s is refused', async (_what, send, status, code) => {
      const before = await keptBy(portal);
      const answer = await send();
      expect(answer.body).toMatchObject({ code });
      expect(answer.status).toBe(status);
      expect(await keptBy(portal)).toEqual(before);
    });
  });

  it('a portal that nobody has used keeps nothing', async () => {
    const empty = await startTestPortal({ storage });
    try {
      expect(await keptBy(empty)).toEqual(nothingKept);
    } finally {
      await empty.stop();
    }
  });
});
