import { Readable } from 'node:stream';
import { GetObjectCommand, PutObjectTaggingCommand } from '@aws-sdk/client-s3';
import type { ByteRange, DocumentFilesPort, FileReading } from '@portal/core/documents/document-files.port';
import { assertStorageKey, isStorageKey } from '@portal/core/documents/storage-key';
import { askS3, unlessDeleted, unlessMissing } from './s3-error.ts';
import { listMultiparts } from './s3-listing.ts';
import { headObject } from './s3-object.ts';
import { abortMultipart, removeObject } from './s3-removal.ts';
import type { S3Store } from './s3-store.ts';
import { writeObject } from './s3-write.ts';

/** As long as a file that comes in parts may take its time: such an upload is nobody's only after that. */
const partedUploadMs = 24 * 60 * 60 * 1000;

/** Files in one bucket, an object a storage key. The bucket may keep versions: a removal takes them all. */
export function createS3DocumentFiles(store: S3Store): DocumentFilesPort {
  /** Refuses a key before S3 hears of it. */
  const speaking = <Result>(storageKey: string, work: () => Promise<Result>): Promise<Result> =>
    askS3(async () => {
      assertStorageKey(storageKey);
      return work();
    });
  return {
    write: (storageKey, bytes, about) => speaking(storageKey, () => writeObject(store, storageKey, bytes, about)),
    read: (storageKey, range) => speaking(storageKey, () => readObject(store, storageKey, range)),
    stat: (storageKey) =>
      speaking(storageKey, async () => {
        const head = await headObject(store, storageKey);
        return head && { sizeInBytes: head.sizeInBytes };
      }),
    admit: (storageKey) => speaking(storageKey, () => markAsChecked(store, storageKey)),
    remove: (storageKey) => speaking(storageKey, () => removeObject(store, storageKey)),
    removeLeftovers: (olderThan) => askS3(() => removeOlder(store, new Date(olderThan.getTime() - partedUploadMs))),
  };
}

async function readObject(
  { carrier, bucket }: S3Store,
  storageKey: string,
  range: ByteRange | undefined,
): Promise<FileReading | undefined> {
  const part = range && { Range: `bytes=${range.start}-${range.end}` };
  const command = new GetObjectCommand({ Bucket: bucket, Key: storageKey, ...part });
  const answer = await unlessMissing(carrier.send(command));
  if (answer === undefined) return undefined;
  if (!(answer.Body instanceof Readable)) throw new Error('S3 answers with no stream.');
  const whole = /\/(\d+)$/.exec(answer.ContentRange ?? '')?.[1];
  return { sizeInBytes: whole === undefined ? (answer.ContentLength ?? 0) : Number(whole), bytes: answer.Body };
}

/** The policy of the bucket lets signed URLs read what carries this, and nothing else. */
const checkMark = { Key: 'portal-check', Value: 'ready' };

/** The object that a URL of its key opens. No key is written twice, so that it is the one that was checked. */
async function markAsChecked({ client, bucket }: S3Store, storageKey: string): Promise<boolean> {
  const command = new PutObjectTaggingCommand({ Bucket: bucket, Key: storageKey, Tagging: { TagSet: [checkMark] } });
  return (await unlessDeleted(client.send(command))) !== undefined;
}

async function removeOlder(store: S3Store, olderThan: Date): Promise<number> {
  let removed = 0;
  for await (const multipart of listMultiparts(store, '')) {
    if (multipart.begunAt >= olderThan || !isStorageKey(multipart.key)) continue;
    await abortMultipart(store, multipart);
    removed += 1;
  }
  return removed;
}
