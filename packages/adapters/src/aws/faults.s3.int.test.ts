import { randomBytes } from 'node:crypto';
import { PassThrough, Readable } from 'node:stream';
import { buffer } from 'node:stream/consumers';
import { createFauxqsBucket, createRadosgwBucket, radosgw, radosgwStartMs } from '@portal/testing/s3';
import type { TestBucket } from '@portal/testing/s3';
import { startS3FaultProxy } from '@portal/testing/s3-fault-proxy';
import type { S3Fault, S3FaultProxy } from '@portal/testing/s3-fault-proxy';
import { afterEach, beforeAll, describe, expect, it } from 'vitest';
import { newStorageKey } from '../port-suites/document-files.suite.ts';
import { createS3FileStore } from './s3-file-store.ts';
import type { S3FileStore } from './s3-file-store.ts';

// Each test names the change of the code that it fails with.

const named = { fileName: 'scan.pdf' };
const partSizeInBytes = 5 * 1024 * 1024;
const patience = {
  connectionTimeoutMs: 2_000,
  answerTimeoutMs: 2_000,
  carryTimeoutMs: 2_000,
  silenceTimeoutMs: 1_000,
  tries: 3,
};
const longMs = 90_000;
const small = () => Readable.from([randomBytes(70_000)]);
const large = () => Readable.from([randomBytes(partSizeInBytes), randomBytes(partSizeInBytes), randomBytes(9)]);

const open: { bucket: TestBucket; proxy: S3FaultProxy; store: S3FileStore }[] = [];
beforeAll(() => radosgw(), radosgwStartMs);
afterEach(async () => {
  for (const { bucket, proxy, store } of open.splice(0)) {
    store.close();
    await proxy.close();
    await bucket.stop();
  }
});

async function behindProxy(bucket: TestBucket) {
  const proxy = await startS3FaultProxy(bucket.place.endpoint ?? '');
  const place = { ...bucket.place, endpoint: proxy.url, patience, cloudFront: undefined };
  const store = createS3FileStore(place, { now: () => new Date() });
  open.push({ bucket, proxy, store });
  const asked = (operation: string) => proxy.requests.filter((request) => request.operation === operation);
  const fail = (operation: string, fault: S3Fault, times = Infinity): void => {
    let left = times;
    proxy.set((request) => (request.operation === operation && left-- > 0 ? fault : undefined));
  };
  return { ...store, proxy, asked, fail, countStored: bucket.countStored };
}

const everyFault = ['500', '503', 'reset', 'hang'] as const;

describe('a store of files on S3', () => {
  // Fails with `maxAttempts: 1`.
  it.each(everyFault)('fault: S3 fails twice (%s), the third try brings the part', async (fault) => {
    const { files, fail, asked, countStored } = await behindProxy(await createFauxqsBucket());
    fail('UploadPart', fault, 2);
    const key = newStorageKey();
    expect(await files.write(key, large(), named)).toMatchObject({ sizeInBytes: 2 * partSizeInBytes + 9 });
    expect(asked('UploadPart')).toHaveLength(5);
    expect(await files.stat(key)).toEqual({ sizeInBytes: 2 * partSizeInBytes + 9 });
    expect(await countStored()).toBe(1);
  });

  // Fails with `leavePartsOnError: true`, and with a mapping of errors that leaves S3's own.
  it.each(everyFault)('fault: S3 fails for good (%s), 3 tries, then unavailable, and the parts go', async (fault) => {
    const { files, fail, asked, countStored } = await behindProxy(await createFauxqsBucket());
    fail('UploadPart', fault);
    const startedAt = performance.now();
    await expect(files.write(newStorageKey(), large(), named)).rejects.toMatchObject({ code: 'service_unavailable' });
    expect(performance.now() - startedAt).toBeLessThan(15_000);
    expect(asked('UploadPart')).toHaveLength(3);
    expect(asked('AbortMultipartUpload')).toHaveLength(1);
    expect(await countStored()).toBe(0);
  });

  // Fails with `maxAttempts: 4`, and with a mapping of errors that leaves S3's own.
  it.each(everyFault)('fault: nothing is asked for ever (%s)', async (fault) => {
    const { files, proxy, asked } = await behindProxy(await createFauxqsBucket());
    const key = newStorageKey();
    proxy.set(() => fault);
    const asking = [
      files.write(key, small(), named),
      files.stat(key),
      files.read(key),
      files.admit(key),
      files.remove(key),
    ];
    await Promise.all(asking.map((answer) => expect(answer).rejects.toMatchObject({ code: 'service_unavailable' })));
    for (const operation of ['PutObject', 'HeadObject', 'GetObject', 'PutObjectTagging', 'ListMultipartUploads']) {
      expect(asked(operation)).toHaveLength(3);
    }
  });

  // Fails with a delay of the same length each time.
  it('fault: those who try again do not do it all at once', async () => {
    const { files, proxy } = await behindProxy(await createFauxqsBucket());
    const seen = new Map<string, number[]>();
    proxy.set(({ operation, key, atMs }) => {
      if (operation !== 'PutObject') return undefined;
      const times = [...(seen.get(key) ?? []), atMs];
      seen.set(key, times);
      return times.length < 3 ? '503' : undefined;
    });
    await Promise.all(Array.from({ length: 12 }, () => files.write(newStorageKey(), small(), named)));
    const waits = [...seen.values()].flatMap(([first = 0, second = 0]) => second - first);
    expect(Math.max(...waits) - Math.min(...waits)).toBeGreaterThan(50);
    expect(Math.max(...waits)).toBeLessThan(5_000);
  });

  // Fails without the write's own id, which tells our object from another's.
  it.each(['PutObject', 'CompleteMultipartUpload'])(
    'fault: the answer to %s is lost, and what was done is not taken for the work of another',
    async (operation) => {
      const { files, objects, fail, asked } = await behindProxy(await createRadosgwBucket({ versions: false }));
      fail(operation, 'lost', 1);
      const key = newStorageKey();
      await files.write(key, operation === 'PutObject' ? small() : large(), named);
      expect(asked(operation).length).toBeGreaterThan(1);
      // A put that comes again is refused; to complete again is answered as before, or with a word of no such upload.
      if (operation === 'PutObject') expect(asked('HeadObject')).toHaveLength(2);
      const whole: string[] = [];
      for await (const { kind, place } of objects.list()) if (kind === 'whole') whole.push(place);
      expect(whole).toEqual([key]);
    },
    longMs,
  );

  // Fails where `remove` aborts no uploads in parts.
  it(
    'fault: parts that could not be aborted go when the file is removed',
    async () => {
      const { files, proxy, countStored } = await behindProxy(await createRadosgwBucket());
      proxy.set(({ operation }) => (['UploadPart', 'AbortMultipartUpload'].includes(operation) ? '503' : undefined));
      const key = newStorageKey();
      await expect(files.write(key, large(), named)).rejects.toMatchObject({ code: 'service_unavailable' });
      expect(await countStored()).toBe(1);
      proxy.set(() => undefined);
      await files.remove(key);
      expect(await countStored()).toBe(0);
    },
    longMs,
  );

  // Fails without `socketTimeout`: it is never over.
  it('fault: a read that S3 lets hang ends with an error', async () => {
    const { files, fail } = await behindProxy(await createFauxqsBucket());
    const key = newStorageKey();
    await files.write(key, Readable.from([randomBytes(3_000_000)]), named);
    fail('GetObject', 'stall');
    const reading = await files.read(key);
    await expect(buffer(reading!.bytes)).rejects.toThrow(/timed out|aborted/);
  });

  // Fails with `abort` of the library, which answers before the parts are gone.
  it('fault: a sender that goes away in the middle leaves no part', async () => {
    const { files, asked, countStored } = await behindProxy(await createFauxqsBucket());
    const bytes = new PassThrough({ highWaterMark: 2 * partSizeInBytes });
    const writing = files.write(newStorageKey(), bytes, named);
    const outcome = Promise.allSettled([writing]);
    bytes.write(randomBytes(partSizeInBytes + 1));
    await expect.poll(() => asked('UploadPart')).toHaveLength(1);
    bytes.destroy(new Error('the line broke'));
    expect(await outcome).toMatchObject([{ status: 'rejected', reason: { message: 'the line broke' } }]);
    expect(asked('AbortMultipartUpload')).toHaveLength(1);
    expect(await countStored()).toBe(0);
  });

  // Fails where `begin`, `complete` and `listParts` of parts leave S3's own errors.
  it.each(everyFault)('fault: uploads in parts say that the store is unavailable (%s)', async (fault) => {
    const { parts, proxy } = await behindProxy(await createFauxqsBucket());
    const file = { storageKey: newStorageKey(), sizeInBytes: 9, partSizeInBytes, fileName: 'scan.pdf' };
    proxy.set(() => fault);
    const begun = { ...file, multipartId: 'none' };
    const asking = [parts.begin(file), parts.listParts(begun), parts.complete(begun, [])];
    await Promise.all(asking.map((answer) => expect(answer).rejects.toMatchObject({ code: 'service_unavailable' })));
  });
});
