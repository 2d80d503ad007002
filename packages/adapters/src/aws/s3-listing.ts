import { ListMultipartUploadsCommand, ListObjectVersionsCommand } from '@aws-sdk/client-s3';
import type { S3Store } from './s3-store.ts';

/** A stored version of an object, or the mark of a deletion. */
export type ObjectVersion = { key: string; versionId: string; isMark: boolean; sizeInBytes: number; modifiedAt: Date };

/** All versions of all keys that begin with `prefix`, page by page. */
export async function* listVersions({ client, bucket }: S3Store, prefix: string): AsyncGenerator<ObjectVersion> {
  let next: { KeyMarker?: string; VersionIdMarker?: string } | undefined = {};
  while (next) {
    const page: Awaited<ReturnType<typeof askForVersions>> = await askForVersions(next);
    for (const { Key, VersionId, Size, LastModified } of page.Versions ?? []) {
      yield versionOf(Key, VersionId, { isMark: false, sizeInBytes: Size ?? 0, modifiedAt: LastModified });
    }
    for (const { Key, VersionId, LastModified } of page.DeleteMarkers ?? []) {
      yield versionOf(Key, VersionId, { isMark: true, sizeInBytes: 0, modifiedAt: LastModified });
    }
    next = page.IsTruncated
      ? { KeyMarker: page.NextKeyMarker ?? '', VersionIdMarker: page.NextVersionIdMarker ?? '' }
      : undefined;
  }

  function askForVersions(from: { KeyMarker?: string; VersionIdMarker?: string }) {
    return client.send(new ListObjectVersionsCommand({ Bucket: bucket, Prefix: prefix, ...from }));
  }
}

function versionOf(
  key: string | undefined,
  versionId: string | undefined,
  { modifiedAt, ...rest }: { isMark: boolean; sizeInBytes: number; modifiedAt: Date | undefined },
): ObjectVersion {
  if (key === undefined) throw new Error('S3 lists a version without a key.');
  return { key, versionId: versionId ?? 'null', ...rest, modifiedAt: modifiedAt ?? new Date(0) };
}

/** An upload in parts that is under way. */
export type Multipart = { key: string; multipartId: string; begunAt: Date };

/** All uploads in parts of all keys that begin with `prefix`, page by page. */
export async function* listMultiparts({ client, bucket }: S3Store, prefix: string): AsyncGenerator<Multipart> {
  let next: { KeyMarker?: string; UploadIdMarker?: string } | undefined = {};
  while (next) {
    const page: Awaited<ReturnType<typeof askForMultiparts>> = await askForMultiparts(next);
    for (const { Key, UploadId, Initiated } of page.Uploads ?? []) {
      if (Key === undefined || UploadId === undefined) throw new Error('S3 lists an upload without its name.');
      yield { key: Key, multipartId: UploadId, begunAt: Initiated ?? new Date() };
    }
    next = page.IsTruncated
      ? { KeyMarker: page.NextKeyMarker ?? '', UploadIdMarker: page.NextUploadIdMarker ?? '' }
      : undefined;
  }

  function askForMultiparts(from: { KeyMarker?: string; UploadIdMarker?: string }) {
    return client.send(new ListMultipartUploadsCommand({ Bucket: bucket, Prefix: prefix, ...from }));
  }
}
