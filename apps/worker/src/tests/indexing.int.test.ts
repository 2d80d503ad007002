import { existsSync, readdirSync } from 'node:fs';
import { readFile } from 'node:fs/promises';
import { join } from 'node:path';
import { fileURLToPath } from 'node:url';
import type { Document, DocumentList, ListedDocument } from '@portal/contract/documents';
import { askDatabase } from '@portal/testing/ask-database';
import { printedPdf, scannedPdf } from '@portal/testing/scanned-pdf';
import { type SignedInClient, signedInClient } from '@portal/testing/signed-in-client';
import { startTestPortal, type TestPortal } from '@portal/testing/test-portal';
import { keepPdf } from '@portal/testing/upload-tools';
import { runScheduled } from '@portal/testing/worker-tools';
import { afterAll, beforeAll, describe, expect, it } from 'vitest';

/** They stand beside the project, not in it: what needs them is defined where they are. */
const corpus = fileURLToPath(new URL('../../../../../shared/corpus/ordinary', import.meta.url));
const filesFromElsewhere = existsSync(corpus)
  ? readdirSync(corpus)
      .filter((name) => name.endsWith('.pdf'))
      .slice(0, 3)
  : [];
const patience = { timeout: 60_000 };

describe('A document that is ready', { timeout: 90_000 }, () => {
  let portal: TestPortal;
  let dana: SignedInClient;

  beforeAll(async () => {
    portal = await startTestPortal({ environment: { OCR: 'on', OCR_LANGUAGES: 'eng' }, inspectsApart: true });
    dana = await signedInClient(portal);
  });
  afterAll(() => portal.stop());

  const find = async (q: string, view = 'active'): Promise<ListedDocument[]> =>
    ((await dana.get('/documents').query({ q, view }).expect(200)).body as DocumentList).items;
  const shown = ({ hit }: ListedDocument) =>
    hit?.snippet.map(({ text, isMatch }) => (isMatch ? `[${text}]` : text)).join('');
  const untilIndexed = (id: string) =>
    expect
      .poll(
        () => askDatabase(portal.database, 'select indexed_at from document_searches where document_id = $1', [id]),
        {
          ...patience,
        },
      )
      .toEqual([{ indexed_at: expect.any(Date) }]);
  const keepIndexed = async (bytes: Buffer, fileName: string): Promise<Document> => {
    const { id } = await keepPdf(dana, bytes, fileName);
    await untilIndexed(id);
    return (await dana.get(`/documents/${id}`).expect(200)).body.document;
  };
  const picture = (client: SignedInClient, id: string) => client.get(`/documents/${id}/thumbnail`).buffer(true);

  it('is found by a word that stands only on page 3 of its scan, and says where', async () => {
    const scan = await scannedPdf([
      ['Discharge letter', 'Dear colleague,'],
      ['Course of treatment', 'without complications'],
      ['Laboratory', 'The ferritin was low', 'and has recovered since'],
    ]);
    const { id } = await keepIndexed(scan, 'scan.pdf');
    for (const q of ['ferritin', 'FERRI', 'laboratories']) {
      const [hit, ...others] = await find(q);
      expect([hit?.id, hit?.hit?.page, others.length], q).toEqual([id, 3, 0]);
    }
    const [found] = await find('ferritin');
    expect(shown(found!)).toMatch(/The \[ferritin\] was low/);
    expect(await find('haemoglobin')).toEqual([]);
  });

  it('shows its first page in the list, to its patient alone, until it is in the trash', async () => {
    const document = await keepIndexed(printedPdf([['Vaccination record', 'Tetanus']]), 'vaccination.pdf');
    expect(document.hasThumbnail).toBe(true);
    const answer = await picture(dana, document.id).expect(200);
    expect(answer.headers).toMatchObject({ 'content-type': 'image/webp', 'cache-control': 'no-store' });
    const bytes = answer.body as Buffer;
    expect([bytes.toString('latin1', 0, 4), bytes.toString('latin1', 8, 12)]).toEqual(['RIFF', 'WEBP']);
    expect(Number(answer.headers['content-length'])).toBe(bytes.length);
    await picture(dana, document.id).set('If-None-Match', answer.headers['etag']!).expect(304);

    const stranger = await signedInClient(portal);
    const theirs = await picture(stranger, document.id).expect(404);
    expect(theirs.body).toMatchObject({ code: 'document_not_found' });

    await dana.delete(`/documents/${document.id}`).expect(204);
    const closed = await picture(dana, document.id).expect(409);
    expect(closed.body).toMatchObject({ code: 'document_in_trash' });
    expect((await find('tetanus', 'trash')).map(({ hasThumbnail, hit }) => ({ hasThumbnail, hit }))).toEqual([
      { hasThumbnail: false, hit: undefined },
    ]);
    await dana.post(`/documents/${document.id}/restore`).expect(200);
    await picture(dana, document.id).expect(200);

    await dana.delete(`/documents/${document.id}?permanently=true`).expect(204);
    await picture(dana, document.id).expect(404);
    const left = `select from document_thumbnails where document_id = $1
      union all select from document_texts where document_id = $1`;
    expect(await askDatabase(portal.database, left, [document.id])).toEqual([]);
  });

  it('and was never indexed is asked for by and by, and comes out the same', async () => {
    const { id } = await keepIndexed(printedPdf([['Referral'], ['to the cardiologist']]), 'referral.pdf');
    const forget = ['delete from document_thumbnails', 'delete from document_texts'].map(
      (what) => `${what} where document_id = $1`,
    );
    for (const statement of forget) await askDatabase(portal.database, statement, [id]);
    await askDatabase(
      portal.database,
      `update documents set has_thumbnail = false, checked_at = checked_at - interval '2 hours' where id = $1`,
      [id],
    );
    await askDatabase(
      portal.database,
      `update document_searches set indexed_at = null, text_words = '' where document_id = $1`,
      [id],
    );
    expect(await find('cardiologist')).toEqual([]);
    await runScheduled(portal, 'requeue_stuck');
    await untilIndexed(id);
    expect(await find('cardiologist')).toMatchObject([{ id, hasThumbnail: true, hit: { page: 2 } }]);
  });

  it.each(filesFromElsewhere)('shows its first page where nobody here made it: %s', async (name) => {
    const { id, hasThumbnail } = await keepIndexed(await readFile(join(corpus, name)), name);
    expect(hasThumbnail).toBe(true);
    const { body } = await picture(dana, id).expect(200);
    expect((body as Buffer).length).toBeGreaterThan(100);
  });

  it('has another version in lists and in its ETag when picture and words have come', async () => {
    const { id } = await keepPdf(dana, printedPdf([['Prescription']]), 'prescription.pdf');
    await untilIndexed(id);
    const { headers, body } = await dana.get(`/documents/${id}`).expect(200);
    expect([headers['etag'], body.document.revision]).toEqual(['"1-ready-pictured"', 1]);
    await dana.patch(`/documents/${id}`).set('If-Match', headers['etag']!).send({ note: 'x' }).expect(200);
  });
});
