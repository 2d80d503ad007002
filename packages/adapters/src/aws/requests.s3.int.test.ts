import { createHash, randomBytes } from 'node:crypto';
import { Readable } from 'node:stream';
import { crc32 } from 'node:zlib';
import { createFauxqsBucket } from '@portal/testing/s3';
import type { TestBucket } from '@portal/testing/s3';
import { startS3FaultProxy } from '@portal/testing/s3-fault-proxy';
import type { S3FaultProxy } from '@portal/testing/s3-fault-proxy';
import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import { newStorageKey } from '../port-suites/document-files.suite.ts';
import { createS3FileStore } from './s3-file-store.ts';
import type { S3FileStore } from './s3-file-store.ts';

// What no server here can show (a key of KMS, a checksum that is refused) is shown by what is asked of it.

let bucket: TestBucket;
let proxy: S3FaultProxy;
let store: S3FileStore;
beforeAll(async () => {
  bucket = await createFauxqsBucket();
  proxy = await startS3FaultProxy(bucket.place.endpoint ?? '');
  const place = { ...bucket.place, endpoint: proxy.url, kmsKeyId: 'alias/documents', cloudFront: undefined };
  store = createS3FileStore(place, { now: () => new Date() });
});
afterAll(async () => {
  store.close();
  await proxy.close();
  await bucket.stop();
});

const partSizeInBytes = 5 * 1024 * 1024;
const named = { fileName: 'Büro.pdf' };
const headersOf = (key: string, operation: string) =>
  proxy.requests
    .filter((request) => request.key === key && request.operation === operation)
    .map(({ headers }) => headers);
const crcOf = (bytes: Buffer): string => {
  const bigEndian = Buffer.alloc(4);
  bigEndian.writeUInt32BE(crc32(bytes));
  return bigEndian.toString('base64');
};
const encrypted = {
  'x-amz-server-side-encryption': 'aws:kms',
  'x-amz-server-side-encryption-aws-kms-key-id': 'alias/documents',
  'x-amz-server-side-encryption-bucket-key-enabled': 'true',
};
const described = {
  'content-type': 'application/pdf',
  'content-disposition': `attachment; filename=B_ro.pdf; filename*=UTF-8''B%C3%BCro.pdf`,
  'cache-control': 'private, no-store',
};

describe('what is asked of S3', () => {
  it('a small file is put at once: encrypted, described, with its checksum, where nothing is yet', async () => {
    const key = newStorageKey();
    const bytes = randomBytes(9);
    await store.files.write(key, Readable.from([bytes]), named);
    expect(headersOf(key, 'PutObject')).toMatchObject([
      { ...encrypted, ...described, 'if-none-match': '*', 'x-amz-checksum-crc32': crcOf(bytes) },
    ]);
  });

  it('a large file comes in parts of 5 MiB, one after the other, each with its checksum, and takes no taken key', async () => {
    const key = newStorageKey();
    const bytes = randomBytes(2 * partSizeInBytes + 9);
    await store.files.write(key, Readable.from([bytes]), named);
    expect(headersOf(key, 'CreateMultipartUpload')).toMatchObject([
      { ...encrypted, ...described, 'x-amz-checksum-algorithm': 'CRC32', 'x-amz-checksum-type': 'FULL_OBJECT' },
    ]);
    const pieces = [0, 1, 2].map((at) => bytes.subarray(at * partSizeInBytes, (at + 1) * partSizeInBytes));
    expect(headersOf(key, 'UploadPart')).toMatchObject(
      pieces.map((piece) => ({ 'content-length': String(piece.length), 'x-amz-checksum-crc32': crcOf(piece) })),
    );
    expect(headersOf(key, 'CompleteMultipartUpload')).toMatchObject([
      { 'if-none-match': '*', 'x-amz-checksum-type': 'FULL_OBJECT' },
    ]);
    expect(headersOf(key, 'HeadObject')).toMatchObject([{ 'x-amz-checksum-mode': 'ENABLED' }]);
  });

  it('an upload in parts is encrypted and described, and S3 compares each part with its SHA-256', async () => {
    const file = { storageKey: newStorageKey(), sizeInBytes: 9, partSizeInBytes, ...named };
    const begun = { ...file, ...(await store.parts.begin(file)) };
    expect(headersOf(file.storageKey, 'CreateMultipartUpload')).toMatchObject([
      { ...encrypted, ...described, 'x-amz-checksum-algorithm': 'SHA256', 'x-amz-checksum-type': 'COMPOSITE' },
    ]);
    const sha256 = createHash('sha256').update(randomBytes(9));
    const [inHex, inBase64] = [sha256.copy().digest('hex'), sha256.digest('base64')];
    const address = await store.parts.sign({ ...begun, number: 1, sha256: inHex, sizeOfPartInBytes: 9 }, 60_000);
    expect(address?.headers).toEqual({ 'x-amz-checksum-sha256': inBase64 });
  });
});
