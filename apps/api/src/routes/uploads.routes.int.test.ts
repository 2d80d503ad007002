import type { Document, DocumentList } from '@portal/contract/documents';
import type { Problem } from '@portal/contract/problem';
import type { Upload } from '@portal/contract/uploads';
import { newId } from '@portal/core/new-id';
import { askDatabase } from '@portal/testing/ask-database';
import {
  addInParts,
  partSizeInBytes,
  pieceOf,
  sendPart,
  sendParts,
  signPart,
  startBodyOf,
  startUpload,
} from '@portal/testing/part-tools';
import { type SignedInClient, signedInClient } from '@portal/testing/signed-in-client';
import { startTestPortal, type TestPortal } from '@portal/testing/test-portal';
import {
  keepPdf,
  keptBy,
  nothingKept,
  pdfOfSize,
  pdfSaying,
  sendPdf,
  sha256Of,
  untilChecked,
} from '@portal/testing/upload-tools';
import { afterAll, beforeAll, beforeEach, describe, expect, it } from 'vitest';

const mebibyte = 1024 * 1024;
const quotaInBytes = 100 * mebibyte;
/** Two parts and a bit. */
const large = (seed: number) => pdfOfSize(2 * partSizeInBytes + 1234, seed);

let portal: TestPortal;
let client: SignedInClient;
let seed = 0;

beforeAll(async () => {
  portal = await startTestPortal({
    config: { recordQuotaInBytes: quotaInBytes, maxResumableUploadSizeInBytes: 60 * mebibyte },
  });
});
afterAll(() => portal.stop());
beforeEach(async () => {
  client = await signedInClient(portal);
  seed += 1;
});

const complete = (upload: Upload) => client.post(`/uploads/${upload.id}/complete`);
const codeOf = ({ status, body }: { status: number; body: unknown }) => [status, (body as Problem).code];
const list = async () => ((await client.get('/documents').expect(200)).body as DocumentList).items;

describe('a file in parts', () => {
  it('becomes a document that can be opened when all of it was read again', async () => {
    const bytes = large(seed);
    const started = await client
      .post('/uploads')
      .send(startBodyOf(bytes, { title: 'MRI', category: 'imaging', documentDate: '2026-05-01' }))
      .expect(201);
    const { upload } = started.body as { upload: Upload };
    expect(started.headers['location']).toBe(`/api/v1/uploads/${upload.id}`);
    expect(upload).toMatchObject({
      sizeInBytes: bytes.length,
      sha256: sha256Of(bytes),
      partSizeInBytes,
      partCount: 3,
      partsReceived: [],
      documentId: null,
    });
    for (const number of [3, 1]) expect(await sendPart(client, upload, bytes, number)).toBe(204);
    const halfway = await client.get(`/uploads/${upload.id}`).expect(200);
    expect(halfway.body).toEqual({ upload: { ...upload, partsReceived: [1, 3] } });
    expect(await list()).toEqual([]);
    await sendParts(client, upload, bytes, [2]);

    const done = await complete(upload).expect(201);
    const { document, duplicate } = done.body as { document: Document; duplicate: boolean };
    expect(duplicate).toBe(false);
    expect(done.headers['location']).toBe(`/api/v1/documents/${document.id}`);
    expect(document).toMatchObject({
      title: 'MRI',
      category: 'imaging',
      documentDate: '2026-05-01',
      fileName: 'large.pdf',
    });
    const checked = await untilChecked(client, document.id);
    expect(checked).toMatchObject({ state: 'ready', checkResult: 'not_scanned', sha256: sha256Of(bytes) });
    expect(checked.checkedAt).not.toBeNull();
    const { headers } = await client.get(`/documents/${document.id}/content`).expect(302);
    const opened = await client.agent
      .get(headers['location'] as string)
      .responseType('blob')
      .expect(200);
    expect((opened.body as Buffer).equals(bytes)).toBe(true);
    const after = await client.get(`/uploads/${upload.id}`).expect(200);
    expect(after.body).toMatchObject({ upload: { documentId: document.id, partsReceived: [1, 2, 3] } });
    const { items } = (await client.get('/activity').expect(200)).body as { items: { action: string }[] };
    expect(items.filter(({ action }) => action === 'document_uploaded')).toHaveLength(1);
    await client.delete(`/documents/${document.id}?permanently=true`).expect(204);
    expect(await keptBy(portal)).toEqual(nothingKept);
  });

  it('of the same bytes goes on where it stopped, after a reload and in two tabs at once', async () => {
    const bytes = large(seed);
    const starts = await Promise.all(Array.from({ length: 5 }, () => client.post('/uploads').send(startBodyOf(bytes))));
    expect(starts.map(({ status }) => status).toSorted((a, b) => a - b)).toEqual([200, 200, 200, 200, 201]);
    const ids = new Set(starts.map(({ body }) => (body as { upload: Upload }).upload.id));
    expect(ids.size).toBe(1);
    const { upload } = starts[0]!.body as { upload: Upload };
    expect(await keptBy(portal)).toMatchObject({ documents: 1, uploading: 1, notes: 1 });
    await sendParts(client, upload, bytes, [2]);
    const again = await client.post('/uploads').send(startBodyOf(bytes)).expect(200);
    expect(again.body).toEqual({ upload: { ...upload, partsReceived: [2] } });
    // Both tabs send what is missing, and both complete.
    await Promise.all([sendParts(client, upload, bytes, [1, 3]), sendParts(client, upload, bytes, [3, 1])]);
    const answers = await Promise.all(Array.from({ length: 6 }, () => complete(upload)));
    expect(new Set(answers.map(({ status }) => status))).toEqual(new Set([201]));
    expect(new Set(answers.map(({ body }) => (body as { document: Document }).document.id)).size).toBe(1);
    expect(await list()).toHaveLength(1);
    const checked = await untilChecked(client, upload.id);
    expect(codeOf(await complete(upload))[0]).toBe(201);
    expect((await complete(upload)).body).toEqual({ document: checked, duplicate: false });
    const started = await client.post('/uploads').send(startBodyOf(bytes)).expect(201);
    await client.delete(`/uploads/${(started.body as { upload: Upload }).upload.id}`).expect(204);
  });

  it('that is to be kept beside the same bytes is an upload of its own', async () => {
    const bytes = large(seed);
    const first = await startUpload(client, bytes);
    const second = await startUpload(client, bytes, { keepBoth: true });
    expect(second.id).not.toBe(first.id);
    await sendParts(client, first, bytes);
    await sendParts(client, second, bytes);
    await complete(first).expect(201);
    expect((await complete(second).expect(201)).body).toMatchObject({ duplicate: false });
    expect(await list()).toHaveLength(2);
  });

  it('is not complete while a part is missing, and says which', async () => {
    const bytes = large(seed);
    const upload = await startUpload(client, bytes);
    await sendParts(client, upload, bytes, [2]);
    const answer = await complete(upload).expect(409);
    expect(answer.body).toMatchObject({
      code: 'upload_incomplete',
      errors: [{ field: 'parts.1' }, { field: 'parts.3' }],
    });
    await sendParts(client, upload, bytes, [1, 3]);
    await complete(upload).expect(201);
  });

  it('that is too large is refused before anything is kept', async () => {
    const body = { ...startBodyOf(Buffer.from('x')), sizeInBytes: 60 * mebibyte + 1 };
    const before = await keptBy(portal);
    expect(codeOf(await client.post('/uploads').send(body))).toEqual([413, 'file_too_large']);
    expect(await keptBy(portal)).toEqual(before);
  });

  it('row 17: that is no PDF is refused when it is complete, and nothing is kept', async () => {
    const before = await keptBy(portal);
    for (const [start, sentence] of [
      ['MZ a program', 'not a PDF'],
      ['\x89PNG\r\n\x1a\n', 'picture'],
    ] as const) {
      const bytes = Buffer.concat([Buffer.from(start, 'latin1'), pdfOfSize(1000, seed)]);
      const upload = await startUpload(client, bytes);
      await sendParts(client, upload, bytes);
      const answer = await complete(upload).expect(415);
      expect(answer.body).toMatchObject({ code: 'not_a_pdf', detail: expect.stringContaining(sentence) });
      expect(codeOf(await complete(upload))).toEqual([404, 'upload_not_found']);
    }
    expect(await keptBy(portal)).toEqual(before);
  });

  it('can be given up, and what arrived is gone', async () => {
    const before = await keptBy(portal);
    const bytes = large(seed);
    const upload = await startUpload(client, bytes);
    await sendParts(client, upload, bytes, [1]);
    const { url, headers } = await signPart(client, upload, bytes, 2);
    await client.delete(`/uploads/${upload.id}`).expect(204);
    expect(await keptBy(portal)).toEqual(before);
    const late = await client.put(url.replace('/api/v1', '')).set(headers).send(pieceOf(bytes, 2));
    expect(codeOf(late)).toEqual([404, 'upload_not_found']);
    for (const path of ['', '/complete', '/parts']) {
      const call = path === '' ? client.get(`/uploads/${upload.id}`) : client.post(`/uploads/${upload.id}${path}`);
      const answer = await call.send(
        path === '/parts' ? { parts: [{ number: 1, sha256: sha256Of(bytes) }] } : undefined,
      );
      expect(codeOf(answer)).toEqual([404, 'upload_not_found']);
    }
    expect(codeOf(await client.delete(`/uploads/${upload.id}`))).toEqual([404, 'upload_not_found']);
  });

  it('that became a document is not given up with its upload', async () => {
    const document = await addInParts(client, pdfOfSize(9 * mebibyte, seed));
    expect(codeOf(await client.delete(`/uploads/${document.id}`))).toEqual([404, 'upload_not_found']);
    expect(await untilChecked(client, document.id)).toMatchObject({ state: 'ready' });
  });
});

describe('a part', () => {
  let bytes: Buffer;
  let upload: Upload;
  beforeEach(async () => {
    bytes = large(seed);
    upload = await startUpload(client, bytes);
  });
  const put = async (number: number, body: Buffer, more: Record<string, string> = {}) => {
    const { url, headers } = await signPart(client, upload, bytes, 1);
    const path = url.replace('/api/v1', '').replace(/\d+$/, String(number));
    return client
      .put(path)
      .set({ ...headers, ...more })
      .send(body);
  };

  it('row 24: of other bytes than announced is not kept', async () => {
    const flipped = Buffer.from(pieceOf(bytes, 1));
    flipped[100] = flipped[100]! ^ 1;
    expect(codeOf(await put(1, flipped))).toEqual([422, 'digest_mismatch']);
    // What the page said before, when it asked where to send it, counts as well.
    const digest = `sha-256=:${Buffer.from(sha256Of(flipped), 'hex').toString('base64')}:`;
    expect(codeOf(await put(1, flipped, { 'Content-Digest': digest }))).toEqual([422, 'digest_mismatch']);
    expect((await client.get(`/uploads/${upload.id}`)).body).toMatchObject({ upload: { partsReceived: [] } });
    expect((await put(1, pieceOf(bytes, 1))).status).toBe(204);
  });

  it('has exactly its size, says its digest, and is sent as bytes', async () => {
    const piece = pieceOf(bytes, 1);
    for (const wrong of [piece.subarray(1), Buffer.concat([piece, Buffer.from('x')]), Buffer.alloc(0)]) {
      const answer = await put(1, wrong);
      expect(answer.body).toMatchObject({ code: 'invalid_request', errors: [{ field: 'header.Content-Length' }] });
    }
    const digest = await put(1, piece, { 'Content-Digest': 'md5=:AAAA:' });
    expect(digest.body).toMatchObject({ code: 'invalid_request', errors: [{ field: 'header.Content-Digest' }] });
    expect(codeOf(await put(1, piece, { 'Content-Type': 'application/pdf' }))).toEqual([415, 'unsupported_media_type']);
    expect((await client.get(`/uploads/${upload.id}`)).body).toMatchObject({ upload: { partsReceived: [] } });
  });

  it('that the file does not have is nowhere', async () => {
    expect(codeOf(await put(4, pieceOf(bytes, 1)))).toEqual([404, 'not_found']);
    const body = { parts: [{ number: 4, sha256: sha256Of(bytes) }] };
    expect(codeOf(await client.post(`/uploads/${upload.id}/parts`).send(body))).toEqual([404, 'not_found']);
    for (const number of ['0', '-1', '1.5', 'one', '10001']) {
      expect((await client.put(`/uploads/${upload.id}/parts/${number}`)).status).toBe(404);
    }
  });

  it('that nobody announced is not taken', async () => {
    const { headers } = await signPart(client, upload, bytes, 1);
    const answer = await client.put(`/uploads/${upload.id}/parts/2`).set(headers).send(pieceOf(bytes, 2));
    expect(codeOf(answer)).toEqual([422, 'digest_mismatch']);
  });

  it('stays as it is when it comes again, also at the same time', async () => {
    const answers = await Promise.all([1, 2, 3].map(() => put(1, pieceOf(bytes, 1))));
    expect(answers.map(({ status }) => status)).toEqual([204, 204, 204]);
    await sendParts(client, upload, bytes);
    await complete(upload).expect(201);
    expect(await untilChecked(client, upload.id)).toMatchObject({ state: 'ready' });
  });
});

describe('the same bytes', () => {
  it('of a document that is there are dropped, and the document is the answer, again and again', async () => {
    const bytes = pdfOfSize(9 * mebibyte, seed);
    const document = await keepPdf(client, bytes);
    const before = await keptBy(portal);
    const upload = await startUpload(client, bytes);
    await sendParts(client, upload, bytes);
    const answers = await Promise.all([complete(upload), complete(upload), complete(upload)]);
    for (const answer of [...answers, await complete(upload)]) {
      expect([answer.status, answer.body]).toEqual([200, { document, duplicate: true }]);
    }
    await expect.poll(() => keptBy(portal)).toEqual(before);
    expect((await client.get(`/uploads/${upload.id}`)).body).toMatchObject({ upload: { documentId: document.id } });
  });

  // The mutant: `upload_incomplete` of the store that leaves as it is, in complete-upload.ts.
  it('give one answer to all who ask at the same moment, though the first of them drops the bytes', async () => {
    for (let round = 0; round < 15; round += 1) {
      const bytes = pdfOfSize(5000 + round, seed);
      const document = await keepPdf(client, bytes);
      const upload = await startUpload(client, bytes);
      await sendParts(client, upload, bytes);
      const answers = await Promise.all(Array.from({ length: 6 }, () => complete(upload)));
      for (const { status, body } of answers) expect([status, body]).toEqual([200, { document, duplicate: true }]);
    }
  });

  it('are found by their hash before they are sent, in the trash too, and never across patients', async () => {
    const bytes = pdfSaying(`found by hash ${seed}`);
    const path = `/documents/by-hash/${sha256Of(bytes)}`;
    expect(codeOf(await client.get(path))).toEqual([404, 'document_not_found']);
    const document = await keepPdf(client, bytes);
    expect((await client.get(path).expect(200)).body).toEqual({ document });
    await client.delete(`/documents/${document.id}`).expect(204);
    const trashed = await client.get(path).expect(200);
    expect(trashed.body).toMatchObject({ document: { id: document.id, trashedAt: expect.any(String) } });
    const stranger = await signedInClient(portal);
    expect(codeOf(await stranger.get(path))).toEqual([404, 'document_not_found']);
    expect(codeOf(await client.get('/documents/by-hash/xyz'))).toEqual([404, 'document_not_found']);
    await client.delete(`/documents/${document.id}?permanently=true`).expect(204);
    expect(codeOf(await client.get(path))).toEqual([404, 'document_not_found']);
  });

  it('of a document in the trash are not kept beside it, unless the patient wants both', async () => {
    const bytes = pdfOfSize(9 * mebibyte, seed);
    const document = await keepPdf(client, bytes);
    await client.delete(`/documents/${document.id}`).expect(204);
    const direct = await sendPdf(client, bytes).expect(200);
    expect(direct.body).toMatchObject({
      duplicate: true,
      document: { id: document.id, trashedAt: expect.any(String) },
    });
    const upload = await startUpload(client, bytes);
    await sendParts(client, upload, bytes);
    expect((await complete(upload).expect(200)).body).toEqual(direct.body);
    const copy = await addInParts(client, bytes, { keepBoth: true });
    expect(copy.trashedAt).toBeNull();
    const restored = await client.post(`/documents/${document.id}/restore`).expect(200);
    expect(restored.body).toMatchObject({ document: { id: document.id, trashedAt: null } });
    expect(await list()).toHaveLength(2);
  });
});

describe('room for one', () => {
  it('row 23: is given to one of many large files that start at once', async () => {
    const starts = await Promise.all(
      Array.from({ length: 12 }, (_, number) =>
        client.post('/uploads').send({ ...startBodyOf(Buffer.from(`${seed} ${number}`)), sizeInBytes: 60 * mebibyte }),
      ),
    );
    expect(starts.filter(({ status }) => status === 201)).toHaveLength(1);
    expect(starts.filter(({ status }) => status === 507)).toHaveLength(11);
    const { upload } = starts.find(({ status }) => status === 201)!.body as { upload: Upload };
    await client.delete(`/uploads/${upload.id}`).expect(204);
    const again = { ...startBodyOf(Buffer.from('again')), sizeInBytes: 60 * mebibyte };
    await client.post('/uploads').send(again).expect(201);
  });
});

describe('what was declared and did not come', () => {
  it('row 24: is refused, and never opened', async () => {
    const bytes = large(seed);
    const upload = await startUpload(client, bytes, { sha256: sha256Of(Buffer.from('something else')) });
    await sendParts(client, upload, bytes);
    const done = await complete(upload).expect(201);
    expect(done.body).toMatchObject({ document: { state: 'processing' } });
    const document = await untilChecked(client, upload.id);
    expect(document).toMatchObject({ state: 'refused', checkResult: 'mismatch' });
    expect(codeOf(await client.get(`/documents/${document.id}/content`))).toEqual([409, 'document_refused']);
    const rows = await askDatabase(
      portal.database,
      `select actor_type, outcome from activity where document_id = $1 and action = 'document_check_failed'`,
      [document.id],
    );
    expect(rows).toEqual([{ actor_type: 'system', outcome: 'done' }]);
    // The true bytes are no duplicate of it.
    expect(await addInParts(client, bytes)).toMatchObject({ state: 'processing' });
  });
});

describe('the same request again', () => {
  const startWith = (key: string, bytes: Buffer, more: Record<string, unknown> = {}) =>
    client.post('/uploads').set('Idempotency-Key', key).send(startBodyOf(bytes, more));

  it('row 25: starts no second upload, and another request under its key none at all', async () => {
    const bytes = large(seed);
    const key = newId();
    const answers = await Promise.all([1, 2, 3].map(() => startWith(key, bytes, { keepBoth: true })));
    expect(answers.map(({ status }) => status)).toEqual([201, 201, 201]);
    expect(new Set(answers.map(({ body }) => (body as { upload: Upload }).upload.id)).size).toBe(1);
    expect(codeOf(await startWith(key, pdfOfSize(5000, seed)))).toEqual([422, 'idempotency_key_reused']);
    const { upload } = answers[0]!.body as { upload: Upload };
    await client.delete(`/uploads/${upload.id}`).expect(204);
    await expect.poll(() => client.get(`/uploads/${upload.id}`).then(({ status }) => status)).toBe(404);
    // What the key stood for is gone: it starts anew.
    const anew = await startWith(key, bytes, { keepBoth: true }).expect(201);
    expect((anew.body as { upload: Upload }).upload.id).not.toBe(upload.id);
  });
});
