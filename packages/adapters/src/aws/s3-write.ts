import { createHash, randomUUID } from 'node:crypto';
import { Readable } from 'node:stream';
import { crc32 } from 'node:zlib';
import { Upload } from '@aws-sdk/lib-storage';
import type { FileToWrite, StoredFile } from '@portal/core/documents/document-files.port';
import { isNoSuchUpload, isTaken } from './s3-error.ts';
import { headObject, objectHeaders } from './s3-object.ts';
import type { ObjectHead } from './s3-object.ts';
import type { S3Store } from './s3-store.ts';

/** The smallest that S3 takes; one is held in memory for each file that is being written. */
const partSizeInBytes = 5 * 1024 * 1024;

type Arriving = StoredFile & { crc32: string };

/**
 * Streams into an upload of parts, one part at a time, hashing on the way; a file of one part is put at once. Answers
 * when S3 says itself that it has all of it. Whatever fails, the parts go before this rejects.
 */
export async function writeObject(
  store: S3Store,
  storageKey: string,
  bytes: Readable,
  { fileName, signal }: FileToWrite,
): Promise<StoredFile> {
  // Nobody listens while a part is on its way: the reading below throws that error.
  bytes.on('error', () => undefined);
  const stop = (): void => void bytes.destroy(new Error('The write was aborted.'));
  if (signal?.aborted) stop();
  signal?.addEventListener('abort', stop, { once: true });
  try {
    const writeId = randomUUID();
    const counted = count(bytes);
    await upload(store, { storageKey, fileName, writeId, bytes: counted.bytes });
    const arrived = counted.result();
    assertWhole(await headObject(store, storageKey), arrived, writeId);
    return { sizeInBytes: arrived.sizeInBytes, sha256: arrived.sha256 };
  } finally {
    signal?.removeEventListener('abort', stop);
    bytes.destroy();
  }
}

type Writing = { storageKey: string; fileName: string; writeId: string; bytes: Readable };

/** `abort` of the library answers before the parts are gone; a stream that fails does not. So the stream is ended. */
async function upload(store: S3Store, { storageKey, fileName, writeId, bytes }: Writing): Promise<void> {
  const uploading = new Upload({
    client: store.carrier,
    queueSize: 1,
    partSize: partSizeInBytes,
    leavePartsOnError: false,
    params: {
      Bucket: store.bucket,
      Key: storageKey,
      Body: bytes,
      ...objectHeaders(store, fileName),
      Metadata: { write: writeId },
      ChecksumAlgorithm: 'CRC32',
      ChecksumType: 'FULL_OBJECT',
      IfNoneMatch: '*',
    },
  });
  try {
    await uploading.done();
  } catch (error) {
    if (!isTaken(error) && !isNoSuchUpload(error)) throw error;
    // A try whose answer was lost may have made it.
    const there = await headObject(store, storageKey);
    if (there?.metadata['write'] !== writeId) throw new Error('This storage key is taken.', { cause: error });
  }
}

/** What passes through, unchanged; how much it was is known when the last byte has passed. */
function count(source: Readable): { bytes: Readable; result: () => Arriving } {
  const hash = createHash('sha256');
  let sizeInBytes = 0;
  let checksum = 0;
  async function* pass(): AsyncGenerator<Buffer> {
    for await (const chunk of source as AsyncIterable<Buffer>) {
      hash.update(chunk);
      checksum = crc32(chunk, checksum);
      sizeInBytes += chunk.length;
      yield chunk;
    }
  }
  const result = (): Arriving => {
    const bigEndian = Buffer.alloc(4);
    bigEndian.writeUInt32BE(checksum);
    return { sizeInBytes, sha256: hash.digest('hex'), crc32: bigEndian.toString('base64') };
  };
  return { bytes: Readable.from(pass(), { highWaterMark: 1 }), result };
}

function assertWhole(head: ObjectHead | undefined, arrived: Arriving, writeId: string): void {
  const isSame =
    head !== undefined &&
    head.metadata['write'] === writeId &&
    head.sizeInBytes === arrived.sizeInBytes &&
    (head.crc32 === undefined || head.crc32 === arrived.crc32);
  if (!isSame) throw new Error('What S3 has is not what was sent.');
}
