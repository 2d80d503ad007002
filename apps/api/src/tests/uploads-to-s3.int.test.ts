import { setTimeout as wait } from 'node:timers/promises';
import type { Document } from '@portal/contract/documents';
import { createFauxqsBucket, createRadosgwBucket, radosgwStartMs } from '@portal/testing/s3';
import type { TestBucket } from '@portal/testing/s3';
import { startS3FaultProxy } from '@portal/testing/s3-fault-proxy';
import type { S3FaultProxy } from '@portal/testing/s3-fault-proxy';
import { type SignedInClient, signedInClient } from '@portal/testing/signed-in-client';
import { runScheduled } from '@portal/testing/worker-tools';
import { startTestPortal, type TestPortal } from '@portal/testing/test-portal';
import {
  createRandom,
  filePart,
  form,
  keepPdf,
  keptBy,
  nothingKept,
  openConnection,
  pageHeaders,
  pdfOfSize,
  pdfSaying,
  requestHead,
  sendPdf,
  sendRaw,
  sha256Of,
} from '@portal/testing/upload-tools';
import { afterAll, afterEach, beforeAll, describe, expect, it } from 'vitest';

const mebibyte = 1024 * 1024;
const longMs = 120_000;

const opened: { stop: () => Promise<void> }[] = [];
afterEach(async () => {
  for (const { stop } of opened.splice(0).toReversed()) await stop();
});

/** A portal whose way to the bucket a test can spoil. */
async function portalBehindProxy(): Promise<{ portal: TestPortal; proxy: S3FaultProxy; bucket: TestBucket }> {
  const bucket = await createFauxqsBucket();
  opened.push(bucket);
  const proxy = await startS3FaultProxy(bucket.place.endpoint ?? '');
  opened.push({ stop: () => proxy.close() });
  const portal = await startTestPortal({ environment: { ...bucket.environment, S3_ENDPOINT: proxy.url } });
  opened.push(portal);
  return { portal, proxy, bucket };
}

const kept = async (portal: TestPortal, { countStored }: TestBucket) => keptBy({ ...portal, countStored });

describe('an upload onto S3', () => {
  // Fails with `leavePartsOnError: true`.
  it(
    'row 19: that is cut in its second part or later leaves no object, no part, no row',
    async () => {
      const { portal, proxy, bucket } = await portalBehindProxy();
      const client = await signedInClient(portal);
      const headers = await pageHeaders(portal, client);
      const random = createRandom(19);
      const body = form(filePart(pdfOfSize(16 * mebibyte)));
      const cutOne = async (): Promise<void> => {
        const { socket, answer } = openConnection(portal);
        const end = 6 * mebibyte + random(9 * mebibyte);
        const bytes = Buffer.concat([requestHead({ ...headers, 'Content-Length': body.length }), body]).subarray(
          0,
          end,
        );
        await new Promise<void>((resolve) => socket.write(bytes, () => resolve()));
        await wait(random(50));
        socket.resetAndDestroy();
        await answer;
      };
      await Promise.all(Array.from({ length: 6 }, cutOne));
      await expect.poll(() => kept(portal, bucket), { timeout: 30_000 }).toEqual(nothingKept);
      const count = (name: string) => proxy.requests.filter(({ operation }) => operation === name).length;
      expect(count('CreateMultipartUpload')).toBeGreaterThan(0);
      expect(count('AbortMultipartUpload')).toBe(count('CreateMultipartUpload'));
      expect(count('CompleteMultipartUpload')).toBe(0);
    },
    longMs,
  );

  // Fails with `leavePartsOnError: true`.
  it(
    'row 16: that turns out larger than the limit in its third part leaves nothing',
    async () => {
      const { portal, proxy, bucket } = await portalBehindProxy();
      const limited = await startTestPortal({
        environment: { ...bucket.environment, S3_ENDPOINT: proxy.url },
        config: { maxUploadSizeInBytes: 11 * mebibyte },
      });
      opened.push(limited);
      const headers = { ...(await pageHeaders(limited, await signedInClient(limited))), Connection: 'close' };
      const body = form(filePart(pdfOfSize(11 * mebibyte + 1)));
      const { status } = await sendRaw(limited, requestHead({ ...headers, 'Content-Length': body.length }), body);
      expect(status).toBe(413);
      await expect.poll(() => kept(limited, bucket)).toEqual(nothingKept);
      expect(proxy.requests.map(({ operation }) => operation)).toContain('AbortMultipartUpload');
      expect(await kept(portal, bucket)).toEqual(nothingKept);
    },
    longMs,
  );

  // Fails with `maxAttempts: 1` in its first half, with a mapping of errors that leaves S3's own in its second.
  it(
    'fault: while S3 answers 503 for a moment is kept, for good is refused with 503, and then works again',
    async () => {
      const { portal, proxy, bucket } = await portalBehindProxy();
      const client = await signedInClient(portal);
      let failures = 2;
      proxy.set(({ operation }) => (operation === 'PutObject' && failures-- > 0 ? '503' : undefined));
      await sendPdf(client, pdfSaying('kept at the third try')).expect(201);
      proxy.set(() => '503');
      const refused = await sendPdf(client, pdfSaying('refused')).expect(503);
      expect(refused.body).toMatchObject({ code: 'service_unavailable' });
      expect(Number(refused.headers['retry-after'])).toBeGreaterThan(0);
      await client.get('/documents').expect(200);
      proxy.set(() => undefined);
      await sendPdf(client, pdfSaying('refused')).expect(201);
      await expect.poll(() => kept(portal, bucket)).toMatchObject({ documents: 2, uploading: 0, files: 2 });
    },
    longMs,
  );
});

describe('an S3 that takes all and answers nothing', () => {
  // Fails where an upload that ended so is struck from the list of unfinished files at once.
  it(
    'fault: bytes that it puts in their place after they were given up go with a later sweep',
    async () => {
      const bucket = await createFauxqsBucket();
      opened.push(bucket);
      const proxy = await startS3FaultProxy(bucket.place.endpoint ?? '');
      opened.push({ stop: () => proxy.close() });
      const impatient = { carryTimeoutMs: 1_000, tries: 1 };
      const s3 = { ...bucket.place, endpoint: proxy.url, cloudFront: undefined, patience: impatient };
      let time = Date.now();
      const portal = await startTestPortal({
        config: { storage: { current: 's3', former: undefined, s3 } },
        now: () => new Date(time),
      });
      opened.push(portal);
      const client = await signedInClient(portal);
      proxy.set(({ operation }) => (operation === 'PutObject' ? 'late' : undefined));
      await sendPdf(client, pdfSaying('given up')).expect(503);
      expect(await kept(portal, bucket)).toEqual({ documents: 0, uploading: 0, notes: 1, files: 0 });
      await proxy.letGo();
      expect(await kept(portal, bucket)).toMatchObject({ documents: 0, files: 1 });
      time += 16 * 60_000;
      await runScheduled(portal, 'clean_up');
      expect(await kept(portal, bucket)).toEqual(nothingKept);
    },
    longMs,
  );

  // Fails with a `requestTimeout` of a minute; without one the answer never comes.
  it(
    'row 37: delays nothing but what needs it, and that by seconds',
    async () => {
      const { portal, proxy, bucket } = await portalBehindProxy();
      const client = await signedInClient(portal);
      const document = await keepPdf(client, pdfSaying('kept before'));
      proxy.set(() => 'hang');
      const timed = async (asking: PromiseLike<{ status: number }>) => {
        const startedAt = performance.now();
        const { status } = await asking;
        return { status, ms: performance.now() - startedAt };
      };
      for (const asking of [client.get('/documents'), client.get(`/documents/${document.id}/content`)]) {
        const { status, ms } = await timed(asking);
        expect([200, 302]).toContain(status);
        expect(ms).toBeLessThan(2_000);
      }
      const deleted = await timed(client.delete(`/documents/${document.id}?permanently=true`));
      expect(deleted.status).toBe(204);
      expect(deleted.ms).toBeLessThan(20_000);
      // The sweeper's: as if the process had died in between.
      expect(await kept(portal, bucket)).toEqual({ documents: 0, uploading: 0, notes: 1, files: 1 });
    },
    longMs,
  );
});

describe('two instances on one bucket', () => {
  let bucket: TestBucket;
  let first: TestPortal;
  let second: TestPortal;
  let mine: SignedInClient;
  let elsewhere: SignedInClient;

  beforeAll(async () => {
    bucket = await createRadosgwBucket();
    first = await startTestPortal({ environment: bucket.environment });
    const { config } = first;
    second = await startTestPortal({
      environment: bucket.environment,
      config: { databaseUrl: config.databaseUrl },
    });
    mine = await signedInClient(first);
    elsewhere = await signedInClient(second, mine.address);
  }, radosgwStartMs);
  afterAll(async () => {
    await second.stop();
    await first.stop();
    await bucket.stop();
  });

  const add = async (client: SignedInClient, bytes: Buffer): Promise<Document> => keepPdf(client, bytes, 'Büro.pdf');
  const open = async (client: SignedInClient, { id }: Document): Promise<Response> => {
    const { headers } = await client.get(`/documents/${id}/content?disposition=attachment`).expect(302);
    return fetch(String(headers['location']));
  };

  it('what one took the other opens, at the bucket itself, with its name', async () => {
    const bytes = pdfOfSize(6 * mebibyte, 1);
    const document = await add(mine, bytes);
    const answer = await open(elsewhere, document);
    expect(new URL(answer.url).origin).toBe(bucket.place.endpoint);
    expect(answer.headers.get('content-disposition')).toContain(`filename*=UTF-8''B%C3%BCro.pdf`);
    expect(sha256Of(Buffer.from(await answer.arrayBuffer()))).toBe(sha256Of(bytes));
  });

  it('row 32: what one deleted for good neither gives out, and a link that was given out opens nothing', async () => {
    const before = await bucket.countStored();
    const document = await add(mine, pdfSaying('deleted elsewhere'));
    const { headers } = await mine.get(`/documents/${document.id}/content`).expect(302);
    await elsewhere.delete(`/documents/${document.id}?permanently=true`).expect(204);
    await mine.get(`/documents/${document.id}/content`).expect(404);
    expect((await fetch(String(headers['location']))).status).toBe(404);
    await expect.poll(() => bucket.countStored()).toBe(before);
  });

  it('the page may talk to the bucket, and to nothing else', async () => {
    const policy = (await fetch(`${first.url}/livez`)).headers.get('content-security-policy') ?? '';
    expect(policy).toContain(`connect-src 'self' ${bucket.place.endpoint};`);
  });
});
