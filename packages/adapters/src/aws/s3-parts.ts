import { CompleteMultipartUploadCommand, ListPartsCommand } from '@aws-sdk/client-s3';
import { assertStorageKey } from '@portal/core/documents/storage-key';
import type { BegunFile, DeclaredPart, PartToSend, StoredPart } from '@portal/core/uploads/file-parts.port';
import { sizeOfPart } from '@portal/core/uploads/upload-policy';
import { uploadIncomplete, uploadNotFound } from '@portal/core/uploads/upload-problems';
import { arePartsWrong, isNoSuchUpload, isTaken } from './s3-error.ts';
import { headObject } from './s3-object.ts';
import { abortMultipart } from './s3-removal.ts';
import type { S3Store } from './s3-store.ts';

export type TaggedPart = StoredPart & { tag: string };

/** All parts that are there, page by page; none where S3 knows of no such upload. */
export async function listParts(store: S3Store, file: BegunFile): Promise<TaggedPart[]> {
  assertStorageKey(file.storageKey);
  const parts: TaggedPart[] = [];
  let after: string | undefined = '0';
  try {
    while (after !== undefined) {
      const page: Awaited<ReturnType<typeof askForParts>> = await askForParts(store, file, after);
      parts.push(...page.parts);
      after = page.after;
    }
  } catch (error) {
    if (isNoSuchUpload(error)) return [];
    throw error;
  }
  return parts;
}

/** This one, where it is there. Rejects as S3 does where there is no such upload. */
export async function findPart(store: S3Store, part: PartToSend): Promise<TaggedPart | undefined> {
  assertStorageKey(part.storageKey);
  const { parts } = await askForParts(store, part, String(part.number - 1), 1);
  return parts.find(({ number }) => number === part.number);
}

async function askForParts(
  { client, bucket }: S3Store,
  { storageKey, multipartId }: BegunFile,
  after: string,
  mostParts?: number,
): Promise<{ parts: TaggedPart[]; after: string | undefined }> {
  const page = await client.send(
    new ListPartsCommand({
      Bucket: bucket,
      Key: storageKey,
      UploadId: multipartId,
      PartNumberMarker: after,
      ...(mostParts === undefined ? {} : { MaxParts: mostParts }),
    }),
  );
  const parts = (page.Parts ?? []).map(({ PartNumber, Size, ETag }) => {
    if (PartNumber === undefined || ETag === undefined) throw new Error('S3 lists a part without its number or tag.');
    return { number: PartNumber, sizeInBytes: Size ?? 0, tag: ETag };
  });
  return { parts, after: page.IsTruncated ? page.NextPartNumberMarker : undefined };
}

/** S3 puts the parts together without moving a byte. Saying it again finds the object that is there. */
export async function completeParts(store: S3Store, file: BegunFile, declared: readonly DeclaredPart[]): Promise<void> {
  const stored = await listParts(store, file);
  if (stored.length === 0 && (await isWhole(store, file))) return;
  const byNumber = new Map(stored.map((part) => [part.number, part]));
  const isThere = ({ number }: DeclaredPart): boolean =>
    byNumber.get(number)?.sizeInBytes === (sizeOfPart(file, number) ?? -1);
  const missing = declared.filter((part) => !isThere(part)).map(({ number }) => number);
  if (missing.length > 0) throw uploadIncomplete(missing);
  try {
    await store.carrier.send(completion(store, file, declared, byNumber));
  } catch (error) {
    await settle(store, file, error);
  }
  const whole = await headObject(store, file.storageKey);
  if (whole === undefined) throw uploadNotFound();
  if (whole.sizeInBytes !== file.sizeInBytes)
    throw new Error('What S3 has put together is not as long as it should be.');
}

function completion(
  { bucket }: S3Store,
  { storageKey, multipartId }: BegunFile,
  declared: readonly DeclaredPart[],
  byNumber: ReadonlyMap<number, TaggedPart>,
): CompleteMultipartUploadCommand {
  const parts = declared
    .toSorted((a, b) => a.number - b.number)
    .map(({ number, sha256 }) => ({
      PartNumber: number,
      ETag: byNumber.get(number)?.tag,
      ChecksumSHA256: Buffer.from(sha256, 'hex').toString('base64'),
    }));
  return new CompleteMultipartUploadCommand({
    Bucket: bucket,
    Key: storageKey,
    UploadId: multipartId,
    MultipartUpload: { Parts: parts },
    ChecksumType: 'COMPOSITE',
    IfNoneMatch: '*',
  });
}

/**
 * Another who said the same at the same time may have been first, or an answer was lost: then all is well. Where there is
 * neither upload nor object it was given up meanwhile.
 */
async function settle(store: S3Store, file: BegunFile, error: unknown): Promise<void> {
  if (arePartsWrong(error)) throw uploadIncomplete([], error);
  if (!isNoSuchUpload(error) && !isTaken(error)) throw error;
  if (!(await isWhole(store, file))) throw isNoSuchUpload(error) ? uploadNotFound() : error;
  await abortMultipart(store, { key: file.storageKey, multipartId: file.multipartId });
}

async function isWhole(store: S3Store, { storageKey, sizeInBytes }: BegunFile): Promise<boolean> {
  return (await headObject(store, storageKey))?.sizeInBytes === sizeInBytes;
}
