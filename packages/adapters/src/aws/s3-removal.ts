import { AbortMultipartUploadCommand, DeleteObjectCommand } from '@aws-sdk/client-s3';
import { isNoSuchUpload } from './s3-error.ts';
import { listMultiparts, listVersions } from './s3-listing.ts';
import type { Multipart } from './s3-listing.ts';
import type { S3Store } from './s3-store.ts';

/**
 * Takes away everything under a key: uploads in parts first, so that none becomes an object behind our back, then the
 * object, so that nobody reads it from now on, then every stored version and the marks of deletions.
 */
export async function removeObject(store: S3Store, storageKey: string): Promise<void> {
  await removeMultiparts(store, storageKey);
  await store.client.send(new DeleteObjectCommand({ Bucket: store.bucket, Key: storageKey }));
  await removeVersions(store, storageKey);
}

export async function removeVersions(store: S3Store, storageKey: string): Promise<void> {
  for await (const { key, versionId } of listVersions(store, storageKey)) {
    if (key !== storageKey) continue;
    await store.client.send(new DeleteObjectCommand({ Bucket: store.bucket, Key: key, VersionId: versionId }));
  }
}

export async function removeMultiparts(store: S3Store, storageKey: string): Promise<void> {
  for await (const multipart of listMultiparts(store, storageKey)) {
    if (multipart.key === storageKey) await abortMultipart(store, multipart);
  }
}

/** Idempotent. */
export async function abortMultipart(
  { client, bucket }: S3Store,
  { key, multipartId }: Pick<Multipart, 'key' | 'multipartId'>,
): Promise<void> {
  try {
    await client.send(new AbortMultipartUploadCommand({ Bucket: bucket, Key: key, UploadId: multipartId }));
  } catch (error) {
    if (!isNoSuchUpload(error)) throw error;
  }
}
