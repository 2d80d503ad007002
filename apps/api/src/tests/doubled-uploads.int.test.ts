import { createHash } from 'node:crypto';
import type { Document } from '@portal/contract/documents';
import type { Problem } from '@portal/contract/problem';
import { newId } from '@portal/core/new-id';
import { askDatabase } from '@portal/testing/ask-database';
import { type SignedInClient, signedInClient } from '@portal/testing/signed-in-client';
import { startTestPortal, type TestPortal } from '@portal/testing/test-portal';
import {
  filePart,
  form,
  keptBy,
  openConnection,
  pageHeaders,
  part,
  pdfOfSize,
  pdfSaying,
  type RawAnswer,
  requestHead,
  sendRaw,
  sha256Of,
} from '@portal/testing/upload-tools';
import { afterAll, beforeAll, beforeEach, describe, expect, it } from 'vitest';

let portal: TestPortal;
let client: SignedInClient;
let headers: Record<string, string>;
let keptBefore: Awaited<ReturnType<typeof keptBy>>;

beforeAll(async () => {
  portal = await startTestPortal();
});
afterAll(() => portal.stop());
beforeEach(async () => {
  client = await signedInClient(portal);
  headers = { ...(await pageHeaders(portal, client)), Connection: 'close' };
  keptBefore = await keptBy(portal);
});

const send = (body: Buffer, more: Record<string, string | number> = {}, path?: string): Promise<RawAnswer> =>
  sendRaw(portal, requestHead({ ...headers, 'Content-Length': body.length, ...more }, path), body);
const answerOf = ({ status, body }: RawAnswer) => ({ status, ...(JSON.parse(body) as Partial<Problem>) });
const digestOf = (body: Buffer) => `sha-256=:${createHash('sha256').update(body).digest('base64')}:`;
type Added = { document: Document; duplicate: boolean };

describe('a request with a Content-Digest', () => {
  // The mutant: `&& isAsSaid` out of receive-upload.ts.
  it('row 24: of another body than came is refused, and nothing is kept', async () => {
    const body = form(filePart(pdfSaying('digested')));
    const wrong = Buffer.from(body);
    wrong[wrong.length - 200] = wrong[wrong.length - 200]! ^ 1;
    const refused = await send(wrong, { 'Content-Digest': digestOf(body) });
    expect(answerOf(refused)).toMatchObject({ status: 422, code: 'digest_mismatch' });
    await expect.poll(() => keptBy(portal)).toEqual(keptBefore);
    const taken = await send(body, { 'Content-Digest': digestOf(body) });
    expect(answerOf(taken)).toMatchObject({ status: 201, document: { sha256: sha256Of(pdfSaying('digested')) } });
  });

  it.each([100, 70_000, 3_000_000])('row 24: is compared to the last byte of a body of %i', async (sizeInBytes) => {
    const body = form(part('name="title"', 'x'), filePart(pdfOfSize(sizeInBytes)), part('name="category"', 'other'));
    const epilogue = Buffer.concat([body, Buffer.from('\r\nand nothing else')]);
    for (const sent of [body, epilogue]) {
      const refused = await send(sent, { 'Content-Digest': digestOf(Buffer.concat([sent, Buffer.from('x')])) });
      expect(answerOf(refused)).toMatchObject({ status: 422, code: 'digest_mismatch' });
      await expect.poll(() => keptBy(portal)).toEqual(keptBefore);
      const taken = await send(sent, { 'Content-Digest': digestOf(sent) }, '/api/v1/documents?keepBoth=true');
      expect(taken.status).toBe(201);
      const { document } = JSON.parse(taken.body) as Added;
      await client.delete(`/documents/${document.id}?permanently=true`).expect(204);
    }
  });

  it('row 24: that holds no SHA-256 is refused before the body is read', async () => {
    const refused = await send(form(filePart(pdfSaying('md5'))), { 'Content-Digest': 'md5=:AAAA:' });
    expect(answerOf(refused)).toMatchObject({
      status: 400,
      code: 'invalid_request',
      errors: [{ field: 'header.Content-Digest' }],
    });
    expect(await keptBy(portal)).toEqual(keptBefore);
  });
});

describe('a request with an Idempotency-Key', () => {
  const rowsOf = (key: string) =>
    askDatabase(portal.database, 'select document_id from idempotency_keys where key = $1', [key]);

  /** Sends all of it, waits until it is committed, and goes away without reading the answer. */
  async function loseTheAnswer(body: Buffer, key: string): Promise<string> {
    const { socket, answer } = openConnection(portal);
    socket.pause();
    socket.write(
      Buffer.concat([requestHead({ ...headers, 'Content-Length': body.length, 'Idempotency-Key': key }), body]),
    );
    await expect.poll(() => rowsOf(key)).toHaveLength(1);
    socket.resetAndDestroy();
    await answer;
    const [row] = await rowsOf(key);
    return String(row?.['document_id']);
  }

  // The mutant: `idempotencyKeys.add` out of finish-upload.ts.
  it('row 25: whose answer was lost after the commit is the same upload when it comes again', async () => {
    const body = form(filePart(pdfSaying('the answer is lost')));
    const key = newId();
    const documentId = await loseTheAnswer(body, key);
    for (const path of ['/api/v1/documents', '/api/v1/documents']) {
      const again = await send(body, { 'Idempotency-Key': key }, path);
      expect(answerOf(again)).toMatchObject({ status: 201, duplicate: false, document: { id: documentId } });
    }
    const { documents, files } = keptBefore;
    expect(await keptBy(portal)).toEqual({ documents: documents + 1, uploading: 0, notes: 0, files: files + 1 });
    const { body: listed } = await client.get('/documents').expect(200);
    expect(listed).toMatchObject({ items: [{ id: documentId }], total: 1 });
    const { items } = (await client.get('/activity').expect(200)).body as { items: { action: string }[] };
    expect(items.filter(({ action }) => action === 'document_uploaded')).toHaveLength(1);
  });

  it('row 25: that keeps both keeps one more, however often it comes', async () => {
    const pdf = pdfSaying('kept beside');
    const body = form(filePart(pdf));
    await send(body);
    const path = '/api/v1/documents?keepBoth=true';
    const key = newId();
    const answers = await Promise.all([1, 2, 3, 4].map(() => send(body, { 'Idempotency-Key': key }, path)));
    answers.push(await send(body, { 'Idempotency-Key': key }, path));
    expect(new Set(answers.map(({ status }) => status))).toEqual(new Set([201]));
    expect(new Set(answers.map((answer) => (JSON.parse(answer.body) as Added).document.id)).size).toBe(1);
    const { documents, files } = keptBefore;
    await expect
      .poll(() => keptBy(portal))
      .toEqual({ documents: documents + 2, uploading: 0, notes: 0, files: files + 2 });
    // Another one means another one.
    const other = await send(body, { 'Idempotency-Key': newId() }, path);
    expect(other.status).toBe(201);
    await expect.poll(() => keptBy(portal)).toMatchObject({ documents: documents + 3, files: files + 3 });
  });

  it('row 25: that found a duplicate finds it again', async () => {
    const body = form(filePart(pdfSaying('found twice')));
    const first = JSON.parse((await send(body)).body) as Added;
    const key = newId();
    for (let time = 0; time < 2; time += 1) {
      const answer = await send(body, { 'Idempotency-Key': key });
      expect(answerOf(answer)).toMatchObject({ status: 200, duplicate: true, document: { id: first.document.id } });
    }
  });

  it('row 25: is another one where it says something else, and is refused then', async () => {
    const body = form(filePart(pdfSaying('under one key')));
    const key = newId();
    expect((await send(body, { 'Idempotency-Key': key })).status).toBe(201);
    const kept = await keptBy(portal);
    const longer = form(filePart(pdfSaying('under one key, but another document altogether')));
    for (const [sent, path] of [
      [longer, '/api/v1/documents'],
      [body, '/api/v1/documents?keepBoth=true'],
    ] as const) {
      const refused = await send(sent, { 'Idempotency-Key': key }, path);
      expect(answerOf(refused)).toMatchObject({ status: 422, code: 'idempotency_key_reused' });
    }
    expect(await keptBy(portal)).toEqual(kept);
    // Everybody has keys of their own.
    const stranger = await signedInClient(portal);
    headers = { ...(await pageHeaders(portal, stranger)), Connection: 'close' };
    expect((await send(longer, { 'Idempotency-Key': key })).status).toBe(201);
  });

  it('row 25: of different requests at the same moment makes a document of one', async () => {
    const key = newId();
    const bodies = [1, 22, 333, 4444].map((seed) => form(filePart(pdfOfSize(2000 + seed, seed))));
    const answers = await Promise.all(bodies.map((body) => send(body, { 'Idempotency-Key': key })));
    expect(answers.map(({ status }) => status).toSorted((a, b) => a - b)).toEqual([201, 422, 422, 422]);
    const { documents, files } = keptBefore;
    await expect
      .poll(() => keptBy(portal))
      .toEqual({ documents: documents + 1, uploading: 0, notes: 0, files: files + 1 });
  });

  // The mutant: `replayUpload` out of documents.routes.ts.
  it('whose document was deleted for good adds it again', async () => {
    const body = form(filePart(pdfSaying('deleted and sent again')));
    const key = newId();
    const { document } = JSON.parse((await send(body, { 'Idempotency-Key': key })).body) as Added;
    await client.delete(`/documents/${document.id}?permanently=true`).expect(204);
    const again = JSON.parse((await send(body, { 'Idempotency-Key': key })).body) as Added;
    expect(again).toMatchObject({ duplicate: false });
    expect(again.document.id).not.toBe(document.id);
  });

  it.each(['', 'a b', 'é', 'x'.repeat(256)])('that is none is refused: %.20j', async (key) => {
    const refused = await send(form(filePart(pdfSaying('no key'))), { 'Idempotency-Key': key });
    expect(answerOf(refused)).toMatchObject({ status: 400, errors: [{ field: 'header.Idempotency-Key' }] });
    expect(await keptBy(portal)).toEqual(keptBefore);
  });
});
