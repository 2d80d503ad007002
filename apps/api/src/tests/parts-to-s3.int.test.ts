import type { Document, UploadAnswer } from '@portal/contract/documents';
import {
  addInParts,
  partSizeInBytes,
  pieceOf,
  sendPart,
  sendParts,
  signPart,
  startUpload,
} from '@portal/testing/part-tools';
import { createRadosgwBucket, radosgwStartMs } from '@portal/testing/s3';
import type { TestBucket } from '@portal/testing/s3';
import { startS3FaultProxy } from '@portal/testing/s3-fault-proxy';
import { type SignedInClient, signedInClient } from '@portal/testing/signed-in-client';
import { startTestPortal, type TestPortal } from '@portal/testing/test-portal';
import { keptBy, pdfOfSize, pdfSaying, sendPdf, sha256Of, untilChecked } from '@portal/testing/upload-tools';
import { afterAll, beforeAll, beforeEach, describe, expect, it } from 'vitest';

let bucket: TestBucket;
let first: TestPortal;
let second: TestPortal;
let mine: SignedInClient;
let elsewhere: SignedInClient;

beforeAll(async () => {
  bucket = await createRadosgwBucket();
  first = await startTestPortal({ environment: bucket.environment });
  second = await startTestPortal({
    environment: bucket.environment,
    config: { databaseUrl: first.config.databaseUrl },
  });
}, radosgwStartMs);
beforeEach(async () => {
  mine = await signedInClient(first);
  elsewhere = await signedInClient(second, mine.address);
});
afterAll(async () => {
  await second.stop();
  await first.stop();
  await bucket.stop();
});

const large = (seed: number): Buffer => pdfOfSize(2 * partSizeInBytes + 1000, seed);
const kept = () => keptBy({ ...first, countStored: bucket.countStored });

async function read(client: SignedInClient, { id }: Document): Promise<Response> {
  const { headers } = await client.get(`/documents/${id}/content?disposition=attachment`).expect(302);
  return fetch(new URL(String(headers['location']), second.url));
}
const sha256Read = async (answer: Response) => sha256Of(Buffer.from(await answer.arrayBuffer()));

describe('a large file on its way to S3', () => {
  it('goes from the browser to the bucket, part by part, and is opened when its SHA-256 was seen', async () => {
    const bytes = large(1);
    const upload = await startUpload(mine, bytes, { fileName: 'Büro.pdf' });
    const { url, headers } = await signPart(mine, upload, bytes, 1);
    expect(new URL(url).origin).toBe(bucket.place.endpoint);
    expect(url).not.toMatch(/B%C3%BCro|Büro/);
    expect(Object.keys(headers)).toEqual(['x-amz-checksum-sha256']);
    await sendParts(mine, upload, bytes);
    const { document } = (await mine.post(`/uploads/${upload.id}/complete`).expect(201)).body as { document: Document };
    expect(await untilChecked(mine, document.id)).toMatchObject({ state: 'ready', sha256: sha256Of(bytes) });
    const answer = await read(mine, document);
    expect(answer.headers.get('content-disposition')).toContain(`filename*=UTF-8''B%C3%BCro.pdf`);
    expect(await sha256Read(answer)).toBe(sha256Of(bytes));
  });

  it('may begin on one instance and end on both at once: one document', async () => {
    const before = await kept();
    const bytes = large(2);
    const upload = await startUpload(mine, bytes);
    const again = await startUpload(elsewhere, bytes);
    expect(again.id).toBe(upload.id);
    await Promise.all([sendParts(mine, upload, bytes, [1, 2]), sendParts(elsewhere, upload, bytes, [2, 3])]);
    const { body } = await elsewhere.get(`/uploads/${upload.id}`).expect(200);
    expect(body).toMatchObject({ upload: { partsReceived: [1, 2, 3] } });
    const answers = await Promise.all(
      [mine, elsewhere, mine, elsewhere].map((client) => client.post(`/uploads/${upload.id}/complete`)),
    );
    expect(new Set(answers.map(({ body: answer }) => (answer as { document: Document }).document.id)).size).toBe(1);
    expect(answers.every(({ status }) => [200, 201].includes(status))).toBe(true);
    await expect.poll(kept).toEqual({ ...before, documents: before.documents + 1, files: before.files + 1 });
  });

  it('is not complete while a part is missing, and says which one', async () => {
    const bytes = large(3);
    const upload = await startUpload(mine, bytes);
    await sendParts(mine, upload, bytes, [1, 3]);
    const refused = await mine.post(`/uploads/${upload.id}/complete`).expect(409);
    expect(refused.body).toMatchObject({ code: 'upload_incomplete', errors: [{ field: 'parts.2' }] });
    await sendParts(mine, upload, bytes, [2]);
    await mine.post(`/uploads/${upload.id}/complete`).expect(201);
  });

  it('row 24: of other bytes than declared is never opened', async () => {
    const bytes = large(4);
    const upload = await startUpload(mine, bytes);
    await sendParts(mine, upload, bytes, [1, 3]);
    const flipped = Buffer.from(pieceOf(bytes, 2));
    flipped[99] = flipped[99]! ^ 1;
    // This server does not compare what comes with its checksum, as Amazon's does: all the better.
    expect(await sendPart(mine, upload, bytes, 2, flipped)).toBe(200);
    const { document } = (await mine.post(`/uploads/${upload.id}/complete`).expect(201)).body as { document: Document };
    expect(await untilChecked(mine, document.id)).toMatchObject({ state: 'refused' });
    expect((await mine.get(`/documents/${document.id}/content`).expect(409)).body).toMatchObject({
      code: 'document_refused',
    });
  });

  it('that is given up leaves nothing in the bucket, and takes no part any more', async () => {
    const before = await kept();
    const bytes = large(5);
    const upload = await startUpload(mine, bytes);
    await sendParts(mine, upload, bytes, [1]);
    const { url, headers } = await signPart(mine, upload, bytes, 2);
    await elsewhere.delete(`/uploads/${upload.id}`).expect(204);
    await expect.poll(kept).toEqual(before);
    const late = await fetch(url, { method: 'PUT', headers, body: new Uint8Array(pieceOf(bytes, 2)) });
    expect(late.ok).toBe(false);
    expect(await kept()).toEqual(before);
  });
});

describe('a large file that is given up while S3 puts it together', () => {
  // The mutant: the look at what became of the upload out of complete-upload.ts.
  it('is given up, and leaves nothing', async () => {
    const proxy = await startS3FaultProxy(bucket.place.endpoint ?? '');
    const portal = await startTestPortal({
      environment: { ...bucket.environment, S3_ENDPOINT: proxy.url },
      config: { databaseUrl: first.config.databaseUrl },
    });
    try {
      const client = await signedInClient(portal, mine.address);
      const before = await kept();
      const bytes = large(6);
      const upload = await startUpload(client, bytes);
      await sendParts(client, upload, bytes);
      const isCompletion = ({ operation }: { operation: string }) => operation === 'CompleteMultipartUpload';
      proxy.set((request) => (isCompletion(request) ? 'held' : undefined));
      const [answer] = await Promise.all([
        client.post(`/uploads/${upload.id}/complete`),
        (async () => {
          await expect.poll(() => proxy.requests.some(isCompletion)).toBe(true);
          await client.delete(`/uploads/${upload.id}`).expect(204);
          proxy.set(() => undefined);
          await proxy.letGo();
        })(),
      ]);
      expect(answer).toMatchObject({ status: 400, body: { code: 'upload_interrupted' } });
      expect(await kept()).toMatchObject({ documents: before.documents, files: before.files });
      await client.delete(`/uploads/${upload.id}`).expect(404);
    } finally {
      await portal.stop();
      await proxy.close();
    }
  });
});

describe('a portal whose documents move from disk to S3', () => {
  it('opens what lies in either, goes on with what began in the former, and adds to the bucket', async () => {
    // Its worker knows nothing of the bucket.
    const onDisk = await startTestPortal({ works: false });
    const client = await signedInClient(onDisk);
    const old = ((await sendPdf(client, pdfSaying('kept on disk')).expect(201)).body as UploadAnswer).document;
    const begun = large(6);
    const upload = await startUpload(client, begun);
    await sendParts(client, upload, begun, [1]);
    const moving = await startTestPortal({
      environment: { ...bucket.environment, STORAGE_BEFORE: 'disk' },
      config: { databaseUrl: onDisk.config.databaseUrl, dataFolder: onDisk.config.dataFolder },
    });
    try {
      const again = await signedInClient(moving, client.address);
      expect(await untilChecked(again, old.id)).toMatchObject({ state: 'ready' });
      const { headers } = await again.get(`/documents/${old.id}/content`).expect(302);
      expect(headers['location']).toMatch(/^\/files\//);
      expect(await sha256Read(await fetch(`${moving.url}${headers['location']}`))).toBe(old.sha256);
      await sendParts(again, upload, begun, [2, 3]);
      const answer = await again.post(`/uploads/${upload.id}/complete`).expect(201);
      const { document } = answer.body as { document: Document };
      expect(await untilChecked(again, document.id)).toMatchObject({ state: 'ready' });
      const added = await addInParts(again, large(7));
      await untilChecked(again, added.id);
      const link = await again.get(`/documents/${added.id}/content`).expect(302);
      expect(new URL(String(link.headers['location'])).origin).toBe(bucket.place.endpoint);
    } finally {
      await moving.stop();
      await onDisk.stop();
    }
  });
});
