import { createHash } from 'node:crypto';
import { Readable } from 'node:stream';
import { CreateMultipartUploadCommand, PutObjectCommand } from '@aws-sdk/client-s3';
import { createRadosgwBucket, radosgw, radosgwStartMs } from '@portal/testing/s3';
import { afterEach, beforeAll, describe, expect, it } from 'vitest';
import { newStorageKey } from '../port-suites/document-files.suite.ts';
import { describeFileParts } from '../port-suites/file-parts.suite.ts';
import { describeStoredObjects } from '../port-suites/stored-objects.suite.ts';
import { createS3FileStore } from './s3-file-store.ts';
import type { S3FileStore } from './s3-file-store.ts';
import { createS3Store } from './s3-store.ts';

const open: { stop: () => Promise<void>; store: S3FileStore }[] = [];

beforeAll(() => radosgw(), radosgwStartMs);
afterEach(async () => {
  for (const { stop, store } of open.splice(0)) {
    store.close();
    await stop();
  }
});

async function newStore() {
  const { place, countStored, stop } = await createRadosgwBucket();
  const keepForeign = async (Key: string): Promise<void> => {
    const { client, bucket: Bucket, close } = createS3Store(place);
    await client.send(new PutObjectCommand({ Bucket, Key, Body: 'x' }));
    await client.send(new CreateMultipartUploadCommand({ Bucket, Key }));
    close();
  };
  const store = createS3FileStore({ ...place, cloudFront: undefined }, { now: () => new Date() });
  open.push({ stop, store });
  return { ...store, countStored, keepForeign };
}

const partSizeInBytes = 5 * 1024 * 1024;

// Of the servers that tests can have this one alone lists parts; none compares them with their SHA-256.
describeFileParts('S3 (radosgw)', newStore, { partSizeInBytes, listsParts: true, checksParts: false });
describeStoredObjects('S3 (radosgw)', newStore);

const hourMs = 60 * 60 * 1000;
const tiny = Buffer.from('x');
const sha256 = createHash('sha256').update(tiny).digest('hex');

describe('uploads in parts on S3', () => {
  it('are swept when a day and the sweeper’s own time are over, and not before', async () => {
    const { files, parts, countStored } = await newStore();
    await parts.begin({ storageKey: newStorageKey(), sizeInBytes: 9, partSizeInBytes, fileName: 'scan.pdf' });
    await files.write(newStorageKey(), Readable.from([tiny]), { fileName: 'kept.pdf' });
    expect(await files.removeLeftovers(new Date(Date.now() + 23 * hourMs))).toBe(0);
    expect(await countStored()).toBe(2);
    expect(await files.removeLeftovers(new Date(Date.now() + 25 * hourMs))).toBe(1);
    expect(await countStored()).toBe(1);
  });

  // The mutants: each `isStorageKey` out of document-files.s3.ts and stored-objects.s3.ts.
  it('are told from what others keep in the bucket, which is neither seen nor swept nor removed', async () => {
    const { files, objects, countStored, keepForeign } = await newStore();
    await keepForeign('logs/2026-05-01.log');
    expect(await files.removeLeftovers(new Date(Date.now() + 48 * hourMs))).toBe(0);
    for await (const object of objects.list()) expect(object).toBeUndefined();
    for (const kind of ['whole', 'in_parts'] as const) {
      await expect(objects.removeAt({ place: 'logs/2026-05-01.log', kind })).rejects.toThrow('no storage key');
    }
    expect(await countStored()).toBe(2);
  });

  it('that are given up while they are put together are over, or a file that can be removed', async () => {
    const { files, parts, countStored } = await newStore();
    const planned = { storageKey: newStorageKey(), sizeInBytes: 1, partSizeInBytes, fileName: 'scan.pdf' };
    for (let round = 0; round < 8; round += 1) {
      const begun = { ...planned, storageKey: newStorageKey() };
      const file = { ...begun, ...(await parts.begin(begun)) };
      await parts.writePart({ ...file, number: 1, sha256, sizeOfPartInBytes: 1 }, Readable.from([tiny]));
      const [completed] = await Promise.allSettled([
        parts.complete(file, [{ number: 1, sha256 }]),
        files.remove(file.storageKey),
      ]);
      const code = completed.status === 'rejected' ? (completed.reason as { code: string }).code : 'none';
      // This server answers 500 to some of them, whose sender asks again and is told the rest.
      expect(['none', 'upload_not_found', 'upload_incomplete', 'service_unavailable']).toContain(code);
      await files.remove(file.storageKey);
    }
    expect(await countStored()).toBe(0);
  });

  it('may have more parts than S3 lists at once', async () => {
    const { files, parts } = await newStore();
    const planned = { storageKey: newStorageKey(), sizeInBytes: 1100, partSizeInBytes: 1, fileName: 'scan.pdf' };
    const begun = { ...planned, ...(await parts.begin(planned)) };
    const numbers = Array.from({ length: 1100 }, (_, index) => index + 1);
    const write = (number: number) =>
      parts.writePart({ ...begun, number, sha256, sizeOfPartInBytes: 1 }, Readable.from([tiny]));
    for (let at = 0; at < numbers.length; at += 50) await Promise.all(numbers.slice(at, at + 50).map(write));
    expect((await parts.listParts(begun)).map(({ number }) => number)).toEqual(numbers);
    await files.remove(planned.storageKey);
    expect(await parts.listParts(begun)).toEqual([]);
  }, 90_000);

  it('take parts through the portal as well: of their bytes, once, and not when they are over', async () => {
    const { files, parts } = await newStore();
    const planned = { storageKey: newStorageKey(), sizeInBytes: 1, partSizeInBytes, fileName: 'scan.pdf' };
    const part = { ...planned, ...(await parts.begin(planned)), number: 1, sha256, sizeOfPartInBytes: 1 };
    for (const wrong of ['y', 'xx', '']) {
      const writing = parts.writePart(part, Readable.from([Buffer.from(wrong)]));
      await expect(writing).rejects.toMatchObject({ code: 'digest_mismatch' });
    }
    await expect(parts.writePart(part, Readable.from([tiny]), AbortSignal.abort())).rejects.toThrow('abort');
    expect(await parts.listParts(part)).toEqual([]);
    await parts.writePart(part, Readable.from([tiny]));
    await parts.writePart(part, Readable.from([tiny]));
    expect(await parts.listParts(part)).toEqual([{ number: 1, sizeInBytes: 1 }]);
    await files.remove(planned.storageKey);
    const late = parts.writePart(part, Readable.from([tiny]));
    await expect(late).rejects.toMatchObject({ code: 'upload_not_found' });
  });
});
