import { readFile } from 'node:fs/promises';
import { Readable } from 'node:stream';
import { createHash, createVerify, generateKeyPairSync, randomUUID } from 'node:crypto';
import { DeleteBucketPolicyCommand, GetObjectTaggingCommand, PutBucketPolicyCommand } from '@aws-sdk/client-s3';
import { secret } from '@portal/core/secret';
import { createRadosgwBucket, radosgwStartMs } from '@portal/testing/s3';
import type { TestBucket } from '@portal/testing/s3';
import { parse } from 'content-disposition';
import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import { newStorageKey } from '../port-suites/document-files.suite.ts';
import { createCloudFrontDocumentLinks } from './document-links.cloudfront.ts';
import { createS3FileStore } from './s3-file-store.ts';
import type { S3FileStore } from './s3-file-store.ts';
import { createS3Store } from './s3-store.ts';

const pageOrigin = 'https://portal.example.org';
const minuteMs = 60_000;
const document = { recordId: randomUUID(), documentId: randomUUID(), disposition: 'inline' } as const;

let bucket: TestBucket;
let store: S3FileStore;
beforeAll(async () => {
  bucket = await createRadosgwBucket({ origin: pageOrigin });
  store = createS3FileStore({ ...bucket.place, cloudFront: undefined }, { now: () => new Date() });
}, radosgwStartMs);
afterAll(async () => {
  store.close();
  await bucket.stop();
});

async function keep(text: string, fileName = 'scan.pdf'): Promise<string> {
  const storageKey = newStorageKey();
  await store.files.write(storageKey, Readable.from([Buffer.from(text)]), { fileName });
  return storageKey;
}
const linkTo = (storageKey: string, lifetimeMs = minuteMs) =>
  store.links.create({ ...document, storageKey }, lifetimeMs);
const statusOf = async (url: string, init?: RequestInit) => (await fetch(url, init)).status;

describe('a link into S3', () => {
  it('row 32: opens the one object it was made for, whole and in parts', async () => {
    const url = await linkTo(await keep('%PDF-1.7 letter'));
    expect(await (await fetch(url)).text()).toBe('%PDF-1.7 letter');
    const part = await fetch(url, { headers: { Range: 'bytes=0-3' } });
    expect([part.status, await part.text()]).toEqual([206, '%PDF']);
    expect(part.headers.get('content-range')).toBe('bytes 0-3/15');
  });

  it.each(['PUT', 'DELETE', 'POST'])('row 32: is for reading only: %s answers 403', async (method) => {
    const storageKey = await keep('kept');
    const body = method === 'DELETE' ? {} : { body: 'changed' };
    expect(await statusOf(await linkTo(storageKey), { method, ...body })).toBe(403);
    expect(await (await fetch(await linkTo(storageKey))).text()).toBe('kept');
  });

  it('row 32: opens no other key, and nothing when a letter of it is changed', async () => {
    const [mine, other] = [await keep('mine'), await keep('other')];
    const url = await linkTo(mine);
    expect(await statusOf(url.replace(mine, other))).toBe(403);
    const { searchParams } = new URL(url);
    const signature = searchParams.get('X-Amz-Signature') ?? '';
    const forged = url.replace(
      signature,
      signature.replace(/^./, (first) => (first === '0' ? '1' : '0')),
    );
    expect(await statusOf(forged)).toBe(403);
    expect(await statusOf(url.replace('X-Amz-Expires=60', 'X-Amz-Expires=600'))).toBe(403);
    expect(await statusOf(url.slice(0, url.indexOf('?')))).toBe(403);
  });

  it('row 32: is over when its time is', async () => {
    const storageKey = await keep('short');
    expect(new URL(await linkTo(storageKey)).searchParams.get('X-Amz-Expires')).toBe('60');
    const url = await linkTo(storageKey, 2_000);
    expect(await statusOf(url)).toBe(200);
    await expect.poll(() => statusOf(url)).toBe(403);
  });

  it('row 32: opens nothing once the document is deleted, although versions were kept', async () => {
    const storageKey = await keep('deleted');
    const url = await linkTo(storageKey);
    await store.files.remove(storageKey);
    expect(await statusOf(url)).toBe(404);
    for await (const { place } of store.objects.list()) expect(place).not.toBe(storageKey);
  });

  it('row 30: carries type and name beside the bytes, and neither in its query', async () => {
    const fileName = 'Büro "a"\r\nSet-Cookie: x\u202E 日本.pdf';
    const url = await linkTo(await keep('named', fileName));
    const { headers } = await fetch(url);
    expect(headers.get('content-type')).toBe('application/pdf');
    expect(headers.get('cache-control')).toBe('private, no-store');
    expect(headers.get('set-cookie')).toBeNull();
    expect(parse(headers.get('content-disposition') ?? '')).toMatchObject({
      type: 'attachment',
      parameters: { filename: fileName },
    });
    expect(decodeURIComponent(url)).not.toMatch(/Büro|disposition|\.pdf/i);
  });

  it('keeps a name of any length', async () => {
    for (const fileName of ['x'.repeat(255), '日'.repeat(255), '🩻'.repeat(127), '%'.repeat(255)]) {
      const { headers } = await fetch(await linkTo(await keep('long', fileName)));
      const { filename = '' } = parse(headers.get('content-disposition') ?? '').parameters;
      expect(filename).toMatch(/\.pdf$/);
      expect(fileName.startsWith(filename.slice(0, -'.pdf'.length))).toBe(true);
    }
  });

  it('can be fetched by the page, piece by piece, and by no other', async () => {
    const url = await linkTo(await keep('%PDF-1.7 letter'));
    const ask = (origin: string) => fetch(url, { headers: { Origin: origin, Range: 'bytes=0-3' } });
    const { headers } = await ask(pageOrigin);
    expect(headers.get('access-control-allow-origin')).toBe(pageOrigin);
    expect(headers.get('access-control-expose-headers')).toMatch(/Content-Range/);
    expect((await ask('https://evil.example.org')).headers.get('access-control-allow-origin')).toBeNull();
  });

  it('is made for keys of the portal only', async () => {
    await expect(linkTo('../../etc/passwd')).rejects.toThrow('no storage key');
    expect(await store.links.read('anything')).toBeUndefined();
  });
});

describe('the mark of what was checked', () => {
  type Statement = { Sid: string; Principal: unknown; Condition: { StringEquals: Record<string, string> } };

  /**
   * What the manual says of CloudFront, with anybody in its place: nobody here can sign as Amazon's own. Of signed URLs
   * radosgw cannot tell.
   */
  async function policyForAnybody(): Promise<string> {
    const manual = await readFile(new URL('../../../../docs/storage.md', import.meta.url), 'utf8');
    const [json = ''] = manual.match(/(?<=```json\n)\{.*?(?=```)/s) ?? [];
    const policy = JSON.parse(json.replaceAll('EXAMPLE-BUCKET', bucket.place.bucket)) as { Statement: Statement[] };
    const statement = policy.Statement.find(({ Sid }) => Sid === 'CloudFrontReadsOnlyWhatIsReady')!;
    const { 'aws:SourceArn': _, ...tags } = statement.Condition.StringEquals;
    return JSON.stringify({
      ...policy,
      Statement: [{ ...statement, Principal: '*', Condition: { StringEquals: tags } }],
    });
  }

  // The mutant: another word in `checkMark` of document-files.s3.ts.
  it('row 26: is what the policy of the bucket asks for, and no object has it until it is admitted', async () => {
    const { client, close } = createS3Store(bucket.place);
    await client.send(new PutBucketPolicyCommand({ Bucket: bucket.place.bucket, Policy: await policyForAnybody() }));
    const storageKey = await keep('unchecked');
    const url = `${bucket.place.endpoint}/${bucket.place.bucket}/${storageKey}`;
    const tagsOf = async () =>
      (await client.send(new GetObjectTaggingCommand({ Bucket: bucket.place.bucket, Key: storageKey }))).TagSet;
    expect([await statusOf(url), await tagsOf()]).toEqual([403, []]);
    expect(await store.files.stat(storageKey)).toBeDefined();
    await store.files.admit(storageKey);
    expect([await statusOf(url), await tagsOf()]).toEqual([200, [{ Key: 'portal-check', Value: 'ready' }]]);
    await client.send(new DeleteBucketPolicyCommand({ Bucket: bucket.place.bucket }));
    close();
  });
});

describe('the URL of a part', () => {
  const bytes = Buffer.alloc(70_000, 'part');
  const sha256 = createHash('sha256').update(bytes).digest('hex');

  async function partOfNewFile() {
    const file = { storageKey: newStorageKey(), sizeInBytes: 70_000, partSizeInBytes: 8_000_000, fileName: 'scan.pdf' };
    const begun = { ...file, ...(await store.parts.begin(file)) };
    return { ...begun, number: 1, sha256, sizeOfPartInBytes: bytes.length };
  }
  const send = async (
    address: { url: string; headers: Record<string, string> } | undefined,
    changes: RequestInit = {},
  ) => statusOf(address?.url ?? '', { method: 'PUT', headers: address?.headers ?? {}, body: bytes, ...changes });

  it('row 32: takes exactly this part', async () => {
    const part = await partOfNewFile();
    const address = await store.parts.sign(part, 15 * minuteMs);
    expect(new URL(address?.url ?? '').searchParams.get('X-Amz-Expires')).toBe('900');
    const signed = new URL(address?.url ?? '').searchParams.get('X-Amz-SignedHeaders');
    expect(signed).toBe('content-length;host;x-amz-checksum-sha256');
    expect(await send(address)).toBe(200);
    expect(await store.parts.listParts(part)).toEqual([{ number: 1, sizeInBytes: bytes.length }]);
  });

  it('row 32: takes no other part, size, checksum, method or time', async () => {
    const part = await partOfNewFile();
    const address = await store.parts.sign(part, 15 * minuteMs);
    if (!address) throw new Error('S3 takes parts by itself.');
    expect(await send({ ...address, url: address.url.replace('partNumber=1', 'partNumber=2') })).toBe(403);
    expect(await send(address, { body: bytes.subarray(1) })).toBe(403);
    const otherChecksum = { 'x-amz-checksum-sha256': Buffer.alloc(32).toString('base64') };
    expect(await send(address, { headers: otherChecksum })).toBe(403);
    expect(await send(address, { headers: {} })).toBe(403);
    expect(await send(address, { method: 'DELETE', body: null })).toBe(403);
    expect(await store.parts.listParts(part)).toEqual([]);
    const short = await store.parts.sign(part, 1_000);
    await expect.poll(() => send(short)).toBe(403);
  });

  it('may be used by the page', async () => {
    const address = await store.parts.sign(await partOfNewFile(), 15 * minuteMs);
    const { headers } = await fetch(address?.url ?? '', {
      method: 'OPTIONS',
      headers: {
        Origin: pageOrigin,
        'Access-Control-Request-Method': 'PUT',
        'Access-Control-Request-Headers': 'x-amz-checksum-sha256',
      },
    });
    expect(headers.get('access-control-allow-origin')).toBe(pageOrigin);
    expect(headers.get('access-control-allow-methods')).toContain('PUT');
  });
});

describe('a link into CloudFront', () => {
  const { privateKey, publicKey } = generateKeyPairSync('rsa', {
    modulusLength: 2048,
    privateKeyEncoding: { type: 'pkcs8', format: 'pem' },
    publicKeyEncoding: { type: 'spki', format: 'pem' },
  });
  const now = new Date('2026-05-03T10:00:00Z');
  const place = { url: 'https://files.example.org', keyPairId: 'K2JCJMDEHXQW5F', privateKey: secret(privateKey) };
  const links = createCloudFrontDocumentLinks(place, () => now);

  it('row 32: is signed for one object and one minute', async () => {
    const storageKey = newStorageKey();
    const url = new URL(await links.create({ ...document, storageKey }, minuteMs));
    expect(url.origin + url.pathname).toBe(`https://files.example.org/${storageKey}`);
    expect(url.searchParams.get('Key-Pair-Id')).toBe(place.keyPairId);
    const expires = Number(url.searchParams.get('Expires'));
    expect(expires * 1000).toBe(now.getTime() + minuteMs);
    const resource = `https://files.example.org/${storageKey}`;
    const policy = { Statement: [{ Resource: resource, Condition: { DateLessThan: { 'AWS:EpochTime': expires } } }] };
    const signature = (url.searchParams.get('Signature') ?? '').replaceAll('-', '+').replaceAll('_', '=');
    const verify = createVerify('RSA-SHA1').update(JSON.stringify(policy));
    expect(verify.verify(publicKey, signature.replaceAll('~', '/'), 'base64')).toBe(true);
    expect([...url.searchParams.keys()].toSorted()).toEqual(['Expires', 'Key-Pair-Id', 'Signature']);
  });
});
