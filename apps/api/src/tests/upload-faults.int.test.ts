import { readdir } from 'node:fs/promises';
import { createServer, type Server } from 'node:http';
import type { AddressInfo } from 'node:net';
import { setTimeout as wait } from 'node:timers/promises';
import type { UploadAnswer } from '@portal/contract/documents';
import { type SignedInClient, signedInClient } from '@portal/testing/signed-in-client';
import { startTestPortal, type TestPortal } from '@portal/testing/test-portal';
import { afterAll, beforeAll, beforeEach, describe, expect, it } from 'vitest';
import {
  boundary,
  createRandom,
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
} from '@portal/testing/upload-tools';

const mebibyte = 1024 * 1024;
const limit = mebibyte;

let portal: TestPortal;
let client: SignedInClient;
let headers: Record<string, string>;
let keptBefore: Awaited<ReturnType<typeof keptBy>>;

beforeAll(async () => {
  portal = await startTestPortal({ config: { maxUploadSizeInBytes: limit } });
  client = await signedInClient(portal);
  headers = { ...(await pageHeaders(portal, client)), Connection: 'close' };
});
afterAll(() => portal.stop());
beforeEach(async () => {
  keptBefore = await keptBy(portal);
});

const send = (body: Buffer, more: Record<string, string | number> = {}): Promise<RawAnswer> =>
  sendRaw(portal, requestHead({ ...headers, 'Content-Length': body.length, ...more }), body);

const chunk = (bytes: Buffer): Buffer =>
  Buffer.concat([Buffer.from(`${bytes.length.toString(16)}\r\n`), bytes, Buffer.from('\r\n')]);

const codeOf = ({ body }: RawAnswer): unknown => (JSON.parse(body) as { code: unknown }).code;

async function expectNothingKept(): Promise<void> {
  await expect.poll(() => keptBy(portal)).toEqual(keptBefore);
}

describe('a form that is broken', () => {
  const pdf = pdfSaying('in a broken form');
  const manyFields = Array.from({ length: 20_000 }, (_, number) => part(`name="f${number}"`, 'x'));
  const whole = form(filePart(pdf));

  it.each([
    ['a file without a name of its field', form(part('filename="a.pdf"', pdf))],
    ['a field without a name', form(filePart(pdf), part('size=1', 'x'))],
    ['a field of an empty name', form(filePart(pdf), part('name=""', 'x'))],
    ['a file of an empty name', form(part('name="file"; filename=""', pdf))],
    ['__proto__', form(filePart(pdf), part('name="__proto__"', 'x'))],
    ['__proto__[x]', form(filePart(pdf), part('name="__proto__[x]"', 'x'))],
    ['constructor[prototype][x]', form(filePart(pdf), part('name="constructor[prototype][x]"', 'x'))],
    ['title[]', form(filePart(pdf), part('name="title[]"', 'x'))],
    ['title twice', form(filePart(pdf), part('name="title"', 'x'), part('name="title"', 'y'))],
    ['a name nested 5000 deep', form(filePart(pdf), part(`name="a${'[x]'.repeat(5000)}"`, 'x'))],
    ['an index of 4294967294', form(filePart(pdf), part('name="a[4294967294]"', 'x'))],
    ['20,000 fields after the file', form(filePart(pdf), ...manyFields)],
    ['20,000 fields before the file', form(...manyFields, filePart(pdf))],
    ['a field of 100 KiB', form(filePart(pdf), part('name="title"', 'x'.repeat(100 * 1024)))],
    ['a part header of 100 KiB', form(filePart(pdf, 'file', 'x'.repeat(100 * 1024)))],
    ['a header that is none', form(filePart(pdf), Buffer.from(`--${boundary}\r\nno header\r\n\r\nx\r\n`))],
    ['a file of another field', form(filePart(pdf, 'other'))],
    ['two files', form(filePart(pdf), filePart(pdfSaying('second')))],
    ['two files, the second one empty', form(filePart(pdf), filePart(''))],
    ['no end', whole.subarray(0, -(boundary.length + 6))],
    ['a boundary cut in the middle', whole.subarray(0, -10)],
    ['a file cut in the middle', whole.subarray(0, whole.length - 200)],
    ['nothing but a boundary', Buffer.from(`--${boundary}--\r\n`)],
    ['no part at all', Buffer.from('hello')],
    ['nothing', Buffer.alloc(0)],
  ])('row 20: %s: is refused, nothing is kept, and the portal goes on', async (_what, body) => {
    const answer = await send(body);
    expect(answer.status).toBeGreaterThanOrEqual(400);
    expect(answer.status).toBeLessThan(500);
    expect(answer.head.toLowerCase()).toContain('application/problem+json');
    await expectNothingKept();
    await client.get('/documents').expect(200);
    expect(({} as Record<string, unknown>)['x']).toBeUndefined();
  });

  it.each([
    ['without a boundary', 'multipart/form-data'],
    ['with an empty boundary', 'multipart/form-data; boundary='],
    ['of mixed parts', `multipart/mixed; boundary=${boundary}`],
    ['of another boundary', 'multipart/form-data; boundary=other'],
    ['of a boundary of 10,000 characters', `multipart/form-data; boundary=${'x'.repeat(10_000)}`],
  ])('row 20: %s is refused', async (_what, type) => {
    const answer = await send(whole, { 'Content-Type': type });
    expect([400, 415, 422]).toContain(answer.status);
    await expectNothingKept();
  });
});

describe('a body that is too large', () => {
  let server: Server;
  let counted: { url: string };
  /** What the portal's side had read when it answered, and when the connection was gone. */
  let reads: { answered: number; closed: number };
  beforeAll(async () => {
    server = createServer(portal.portal.app);
    server.on('request', (request, response) => {
      const { socket } = request;
      response.on('finish', () => (reads.answered = socket.bytesRead));
      socket.on('close', () => (reads.closed = socket.bytesRead));
    });
    await new Promise<void>((resolve) => server.listen(0, resolve));
    counted = { url: `http://localhost:${(server.address() as AddressInfo).port}` };
  });
  beforeEach(() => {
    reads = { answered: -1, closed: -1 };
  });
  afterAll(() => new Promise((resolve) => server.close(resolve)));

  /** Sends the same piece again and again, as fast as it goes, until it was enough or the portal has closed. */
  async function pour(head: Buffer, piece: Buffer, sizeInBytes: number): Promise<RawAnswer> {
    const { socket, answer } = openConnection(counted);
    socket.write(head);
    for (let sent = 0; sent < sizeInBytes && !socket.destroyed; sent += piece.length) {
      if (!socket.write(piece)) await Promise.race([new Promise((resolve) => socket.once('drain', resolve)), answer]);
    }
    return answer;
  }

  // The mutants: `announced > limitInBytes…` out of receive-upload.ts; `closeUnlessBodyIsSmall` out of send-problem.ts.
  it('row 16: is refused when it is announced, before it is read, and the connection is closed', async () => {
    const announced = 400 * mebibyte;
    const head = requestHead({ ...headers, Connection: 'keep-alive', 'Content-Length': announced });
    const refused = await pour(head, pdfOfSize(64 * 1024), announced);
    expect([refused.status, codeOf(refused)]).toEqual([413, 'file_too_large']);
    expect(refused.head.toLowerCase()).toContain('connection: close');
    expect(reads.answered).toBeLessThan(256 * 1024);
    await expect.poll(() => reads.closed).toBeGreaterThan(0);
    expect(reads.closed).toBeLessThan(2 * mebibyte);
    await expectNothingKept();
  });

  it('row 16: is cut soon after the limit when it is not announced', async () => {
    const opening = filePart('').subarray(0, -2);
    const head = requestHead({ ...headers, Connection: 'keep-alive', 'Transfer-Encoding': 'chunked' });
    const first = Buffer.concat([head, chunk(opening)]);
    const refused = await pour(first, chunk(pdfOfSize(4096)), 20 * mebibyte);
    expect([refused.status, codeOf(refused)]).toEqual([413, 'file_too_large']);
    // What went into the upload is a matter of `upload-body.test.ts`; the socket was read a few pieces ahead of it.
    expect(reads.answered).toBeLessThan(limit + 256 * 1024);
    await expect.poll(() => reads.closed).toBeGreaterThan(0);
    expect(reads.closed).toBeLessThan(limit + 2 * mebibyte);
    await expectNothingKept();
  });

  it('row 16: is not read on when it is no PDF either', async () => {
    const head = requestHead({ ...headers, Connection: 'keep-alive', 'Content-Length': 900_000 });
    const refused = await pour(
      Buffer.concat([head, filePart('MZ is how a program begins').subarray(0, -2)]),
      Buffer.alloc(4096),
      800_000,
    );
    expect([refused.status, codeOf(refused)]).toEqual([415, 'not_a_pdf']);
    expect(reads.answered).toBeLessThan(256 * 1024);
    await expectNothingKept();
  });

  it('row 16: by one byte is refused, and of exactly the limit is taken', async () => {
    const tooLarge = await send(form(filePart(pdfOfSize(limit + 1))));
    expect([tooLarge.status, codeOf(tooLarge)]).toEqual([413, 'file_too_large']);
    await expectNothingKept();
    const fits = await send(form(filePart(pdfOfSize(limit))));
    expect(fits.status).toBe(201);
    const { document } = JSON.parse(fits.body) as UploadAnswer;
    expect(document.sizeInBytes).toBe(limit);
    await client.delete(`/documents/${document.id}?permanently=true`).expect(204);
    await expectNothingKept();
  });

  it('row 20: made of many fields is refused', async () => {
    const fields = Array.from({ length: 400 }, () => part('name="title"', 'x'.repeat(4000)));
    const refused = await send(form(...fields));
    expect([400, 413]).toContain(refused.status);
    await expectNothingKept();
  });
});

describe('a length that is a lie', () => {
  it('row 16: of more than comes: nothing is kept when the sender gives up', async () => {
    const body = form(filePart(pdfSaying('announced too long')));
    const { socket, answer } = openConnection(portal);
    socket.end(Buffer.concat([requestHead({ ...headers, 'Content-Length': body.length + 5000 }), body]));
    expect((await answer).status).not.toBe(201);
    await expectNothingKept();
  });

  it('row 16: of less than comes: what is left over is no part of the form', async () => {
    const body = form(filePart(pdfSaying('announced too short')));
    const refused = await send(body, { 'Content-Length': body.length - 100 });
    expect(refused.status).toBe(400);
    await expectNothingKept();
  });

  it.each(['-1', 'x', '1e3', '99999999999999999999', '1, 2'])('that is no length is refused: %s', async (length) => {
    const refused = await send(form(filePart(pdfSaying('no length'))), { 'Content-Length': length });
    expect([400, 413]).toContain(refused.status);
    await expectNothingKept();
  });
});

describe('a sender who goes away', () => {
  // The mutants: `cut(uploadInterrupted…)` out of upload-body.ts; `abandonUpload` out of store-upload.ts.
  it('row 19: 50 times at random places leaves no row, no file, no open file', async () => {
    const random = createRandom(50_050);
    const body = form(part('name="title"', 'cut'), filePart(pdfOfSize(600_000)), part('name="category"', 'other'));
    const head = requestHead({ ...headers, 'Content-Length': body.length });
    const openFiles = async () => (await readdir('/proc/self/fd')).length;
    const cutOne = async (): Promise<void> => {
      const { socket, answer } = openConnection(portal);
      const end = random(head.length + body.length);
      await new Promise<void>((resolve) => socket.write(Buffer.concat([head, body]).subarray(0, end), () => resolve()));
      await wait(random(20));
      if (random(2) === 0) socket.destroy();
      else socket.resetAndDestroy();
      await answer;
    };
    const cutTogether = () => Promise.all(Array.from({ length: 25 }, cutOne));
    // First, so that the pool has opened the connections to the database that it keeps.
    await cutTogether();
    await expectNothingKept();
    const before = await openFiles();
    for (let batch = 0; batch < 2; batch += 1) await cutTogether();
    await expectNothingKept();
    await expect.poll(openFiles).toBeLessThanOrEqual(before + 2);
    expect((await client.get('/documents').expect(200)).body).toMatchObject({ items: [], total: 0 });
  });

  it('row 19: after the last byte leaves a whole document or none', async () => {
    const body = form(filePart(pdfSaying('gone after the last byte')));
    const { socket, answer } = openConnection(portal);
    await new Promise<void>((resolve) =>
      socket.write(Buffer.concat([requestHead({ ...headers, 'Content-Length': body.length }), body]), () => resolve()),
    );
    const seen = portal.logLines.length;
    socket.destroy();
    await answer;
    await expect.poll(() => portal.logLines.slice(seen).some((line) => line.includes('"POST"'))).toBe(true);
    await expect
      .poll(async () => {
        const { documents, uploading, notes, files } = await keptBy(portal);
        return uploading === 0 && notes === 0 && documents === files;
      })
      .toBe(true);
    const { items } = (await client.get('/documents').expect(200)).body as { items: { id: string }[] };
    for (const { id } of items) await client.delete(`/documents/${id}?permanently=true`).expect(204);
    await expectNothingKept();
  });
});

describe('room for one', () => {
  let small: TestPortal;
  let owner: SignedInClient;
  beforeAll(async () => {
    small = await startTestPortal({ config: { recordQuotaInBytes: 150_000 } });
  });
  beforeEach(async () => {
    owner = await signedInClient(small);
  });
  afterAll(() => small.stop());

  it('row 23: is given to one of fifty that come at once', async () => {
    const answers = await Promise.all(
      Array.from({ length: 50 }, (_, number) =>
        owner.post('/documents').attach('file', pdfOfSize(100_000, number), 'a.pdf'),
      ),
    );
    expect(answers.filter(({ status }) => status === 201)).toHaveLength(1);
    const refused = answers.filter(({ status }) => status === 507);
    expect(refused).toHaveLength(49);
    expect(refused[0]!.body).toMatchObject({ code: 'record_full' });
    await expect.poll(() => keptBy(small)).toEqual({ documents: 1, uploading: 0, notes: 0, files: 1 });
  });

  it('is there again when something is deleted for good, not when it is in the trash', async () => {
    const add = (seed: number) => owner.post('/documents').attach('file', pdfOfSize(100_000, seed), 'a.pdf');
    const { document } = (await add(1).expect(201)).body as UploadAnswer;
    await add(2).expect(507);
    await owner.delete(`/documents/${document.id}`).expect(204);
    await add(2).expect(507);
    await owner.delete(`/documents/${document.id}?permanently=true`).expect(204);
    expect((await add(2)).status).toBe(201);
  });
});
