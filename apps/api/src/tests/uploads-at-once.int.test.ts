import type { Problem } from '@portal/contract/problem';
import { setTimeout as wait } from 'node:timers/promises';
import { partSizeInBytes, pieceOf, signPart, startUpload } from '@portal/testing/part-tools';
import { type SignedInClient, signedInClient } from '@portal/testing/signed-in-client';
import { startTestPortal, type TestPortal } from '@portal/testing/test-portal';
import {
  filePart,
  form,
  headOf,
  keptBy,
  openConnection,
  pageHeaders,
  pdfOfSize,
  type RawAnswer,
  requestHead,
  sendRaw,
} from '@portal/testing/upload-tools';
import { afterAll, afterEach, beforeAll, describe, expect, it, vi } from 'vitest';

let portal: TestPortal;
const open: ReturnType<typeof openConnection>[] = [];

beforeAll(async () => {
  portal = await startTestPortal({ config: { uploadsAtOnce: 3, uploadsAtOncePerRecord: 2 } });
});
afterAll(() => portal.stop());
afterEach(async () => {
  for (const { socket, answer } of open.splice(0)) {
    socket.destroy();
    await answer;
  }
  await vi.waitFor(async () => {
    if ((await keptBy(portal)).uploading > 0) throw new Error('An upload of a test before is still under way.');
  }, 10_000);
});

const bodyOf = (seed: number) => form(filePart(pdfOfSize(300_000, seed)));
const codeOf = ({ status, body }: RawAnswer) => [status, (JSON.parse(body) as Problem).code];
const retryAfterOf = ({ head }: RawAnswer) => Number(/^retry-after: (\d+)$/im.exec(head)?.[1]);

/** An upload that has begun and takes its time. */
async function beginSlowUpload(client: SignedInClient, seed: number) {
  const before = await keptBy(portal);
  const body = bodyOf(seed);
  const connection = openConnection(portal);
  open.push(connection);
  const headers = { ...(await pageHeaders(portal, client)), Connection: 'close', 'Content-Length': body.length };
  connection.socket.write(Buffer.concat([requestHead(headers), body.subarray(0, 200_000)]));
  await expect.poll(() => keptBy(portal)).toMatchObject({ uploading: before.uploading + 1 });
  return { finish: () => connection.socket.write(body.subarray(200_000)), answer: connection.answer };
}

async function sendWhole(client: SignedInClient, seed: number, more = {}): Promise<RawAnswer> {
  const body = bodyOf(seed);
  const headers = { ...(await pageHeaders(portal, client)), 'Content-Length': body.length, ...more };
  return sendRaw(portal, requestHead(headers), body);
}

describe('more uploads at once than the portal takes', () => {
  // The mutants: `holdSlot` out of documents.routes.ts and out of receive-part.ts.
  it('row 22: of one patient: 503 with Retry-After before the body is read, and the retry succeeds', async () => {
    const client = await signedInClient(portal);
    const slow = [await beginSlowUpload(client, 1), await beginSlowUpload(client, 2)];
    // Nothing of the body is sent: it is not what decides.
    const connection = openConnection(portal);
    open.push(connection);
    const headers = { ...(await pageHeaders(portal, client)), 'Content-Length': 300_500 };
    connection.socket.write(requestHead(headers));
    const refused = await connection.answer;
    expect(codeOf(refused)).toEqual([503, 'uploads_busy']);
    expect(refused.head.toLowerCase()).toContain('connection: close');
    expect(retryAfterOf(refused)).toBeGreaterThan(0);
    expect(await keptBy(portal)).toMatchObject({ uploading: 2 });
    // Somebody else is not in the way of it.
    const other = await signedInClient(portal);
    expect((await sendWhole(other, 3, { Connection: 'close' })).status).toBe(201);

    for (const { finish } of slow) finish();
    const retried = (async () => {
      for (;;) {
        const answer = await sendWhole(client, 4, { Connection: 'close' });
        if (answer.status !== 503) return answer;
        await wait(retryAfterOf(answer) * 1000);
      }
    })();
    expect((await retried).status).toBe(201);
    for (const { answer } of slow) expect((await answer).status).toBe(201);
  });

  it('row 22: of all patients together: 503 for whoever comes beyond', async () => {
    const [first, second, third] = [
      await signedInClient(portal),
      await signedInClient(portal),
      await signedInClient(portal),
    ];
    const slow = [await beginSlowUpload(first, 5), await beginSlowUpload(first, 6), await beginSlowUpload(second, 7)];
    expect(codeOf(await sendWhole(third, 8, { Connection: 'close' }))).toEqual([503, 'uploads_busy']);
    slow[0]!.finish();
    expect((await slow[0]!.answer).status).toBe(201);
    expect((await sendWhole(third, 8, { Connection: 'close' })).status).toBe(201);
  });

  it('row 22: parts of large files count as well, and those who break off make room', async () => {
    const client = await signedInClient(portal);
    const slow = [await beginSlowUpload(client, 9), await beginSlowUpload(client, 10)];
    const bytes = pdfOfSize(partSizeInBytes + 5);
    const upload = await startUpload(client, bytes);
    const { url, headers } = await signPart(client, upload, bytes, 2);
    const put = () => client.put(url.replace('/api/v1', '')).set(headers).send(pieceOf(bytes, 2));
    const refused = await put();
    expect([refused.status, (refused.body as Problem).code]).toEqual([503, 'uploads_busy']);
    expect(Number(refused.headers['retry-after'])).toBeGreaterThan(0);
    open[0]!.socket.destroy();
    await slow[0]!.answer;
    await expect.poll(async () => (await put()).status).toBe(204);
    await client.delete(`/uploads/${upload.id}`).expect(204);
  });
});

describe('a sender who goes away before anything was read', () => {
  it('row 19: takes no place', async () => {
    const client = await signedInClient(portal);
    const headers = { ...(await pageHeaders(portal, client)), 'Content-Length': 300_000 };
    for (let round = 0; round < 12; round += 1) {
      const { socket, answer } = openConnection(portal);
      await new Promise<void>((resolve) => socket.write(requestHead(headers), () => resolve()));
      if (round % 2 === 0) socket.destroy();
      else socket.resetAndDestroy();
      await answer;
    }
    await expect.poll(async () => (await sendWhole(client, 20, { Connection: 'close' })).status).toBe(201);
    const slow = [await beginSlowUpload(client, 21), await beginSlowUpload(client, 22)];
    for (const { finish } of slow) finish();
    for (const { answer } of slow) expect((await answer).status).toBe(201);
  });
});

describe('a part that is there already', () => {
  it('is read to its end all the same: the connection is good for the next request', async () => {
    const client = await signedInClient(portal);
    const bytes = pdfOfSize(partSizeInBytes + 5, 30);
    const upload = await startUpload(client, bytes);
    const { url, headers } = await signPart(client, upload, bytes, 1);
    const page = { ...(await pageHeaders(portal, client)), ...headers, 'Content-Length': String(partSizeInBytes) };
    const put = Buffer.concat([headOf('PUT', url, page), pieceOf(bytes, 1)]);
    const { Host = '', Cookie = '' } = page as Record<string, string>;
    const get = headOf('GET', `/api/v1/uploads/${upload.id}`, { Host, Cookie, Connection: 'close' });
    const { socket, answer } = openConnection(portal);
    socket.write(Buffer.concat([put, put, get]));
    const received: Buffer[] = [];
    socket.on('data', (piece: Buffer) => received.push(piece));
    await answer;
    const statuses = [
      ...Buffer.concat(received)
        .toString()
        .matchAll(/^HTTP\/1\.1 (\d{3})/gm),
    ].map(([, status]) => status);
    expect(statuses).toEqual(['204', '204', '200']);
    await client.delete(`/uploads/${upload.id}`).expect(204);
  });
});
