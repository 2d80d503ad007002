import { partSizeInBytes, signPart, startUpload } from '@portal/testing/part-tools';
import { type SignedInClient, signedInClient } from '@portal/testing/signed-in-client';
import { startTestPortal, type TestPortal } from '@portal/testing/test-portal';
import {
  filePart,
  form,
  headOf,
  keptBy,
  nothingKept,
  openConnection,
  pageHeaders,
  pdfOfSize,
  requestHead,
} from '@portal/testing/upload-tools';
import { startServer } from '../server.ts';
import { afterAll, beforeAll, describe, expect, it } from 'vitest';

const windowMs = 400;
const slots = 8;

let portal: TestPortal;
let client: SignedInClient;
let headers: Record<string, string>;

beforeAll(async () => {
  const uploadPace = { windowMs, leastBytesPerSecond: 1024 };
  portal = await startTestPortal({ config: { uploadPace, uploadsAtOnce: slots } });
  client = await signedInClient(portal);
  headers = { ...(await pageHeaders(portal, client)), Connection: 'close' };
});
afterAll(() => portal.stop());

/** Sends a beginning, and of the rest so many bytes each time. Resolves with the answer when the connection is over. */
async function trickle(beginning: Buffer, rest: Buffer, { bytes, everyMs }: { bytes: number; everyMs: number }) {
  const { socket, answer } = openConnection(portal);
  socket.write(beginning);
  let sent = 0;
  const sending = setInterval(() => {
    socket.write(rest.subarray(sent, sent + bytes));
    sent += bytes;
  }, everyMs);
  try {
    return await answer;
  } finally {
    clearInterval(sending);
  }
}

const upload = (sizeInBytes: number, pace: { bytes: number; everyMs: number }) => {
  const body = form(filePart(pdfOfSize(sizeInBytes)));
  const head = requestHead({ ...headers, 'Content-Length': body.length });
  return trickle(Buffer.concat([head, body.subarray(0, 300)]), body.subarray(300), pace);
};

describe('slow senders', () => {
  // The mutant: `watchPace` out of upload-body.ts.
  it('row 21: of files are cut off, nothing of theirs is kept, and their places are free again', async () => {
    const slow = Array.from({ length: slots }, () => upload(1_000_000, { bytes: 1, everyMs: 40 }));
    for (const { status, body } of await Promise.all(slow)) {
      expect({ status, body }).toMatchObject({ status: 400 });
      expect(body).toContain('upload_interrupted');
    }
    await expect.poll(() => keptBy(portal)).toEqual(nothingKept);
    expect((await upload(2_000, { bytes: 1_000, everyMs: 10 })).status).toBe(201);
  });

  // The mutant: the same.
  it('row 21: of parts are cut off, and the upload can be gone on with', async () => {
    const bytes = pdfOfSize(partSizeInBytes + 1_000_000, 1);
    const started = await startUpload(client, bytes);
    const { url, headers: signed } = await signPart(client, started, bytes, 2);
    const head = headOf('PUT', url, { ...headers, ...signed, 'Content-Length': 1_000_000 });
    const { body } = await trickle(head, bytes.subarray(partSizeInBytes), { bytes: 1, everyMs: 40 });
    expect(body).toContain('upload_interrupted');
    const { body: after } = await client.get(`/uploads/${started.id}`).expect(200);
    expect(after).toMatchObject({ upload: { partsReceived: [] } });
    await client.delete(`/uploads/${started.id}`).expect(204);
  });

  it('row 21: that keep the pace arrive, however small their pieces', async () => {
    expect((await upload(10_000, { bytes: 250, everyMs: 50 })).status).toBe(201);
  });

  // The mutant: `headersTimeout` out of server.ts.
  it('row 21: of headers are cut off', async () => {
    const server = await startServer(() => expect.unreachable(), {
      port: 0,
      host: '127.0.0.1',
      isHttps: false,
      headersWithinMs: 200,
    });
    const { socket, answer } = openConnection({ url: `http://127.0.0.1:${server.port}` });
    const sending = setInterval(() => socket.write('x'), 20);
    // Nothing more once the answer comes: a reset, for what comes after the end, would take it along.
    socket.once('data', () => clearInterval(sending));
    socket.write('GET / HTTP/1.1\r\nHost: localhost\r\nX-Slow: ');
    const { status } = await answer;
    clearInterval(sending);
    expect(status).toBe(408);
    await server.stop(1_000);
  });
});
