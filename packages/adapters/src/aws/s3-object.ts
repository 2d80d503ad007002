import { HeadObjectCommand } from '@aws-sdk/client-s3';
import { downloadNameOf } from '@portal/core/documents/file-name';
import { create as contentDisposition } from 'content-disposition';
import { unlessMissing } from './s3-error.ts';
import type { S3Store } from './s3-store.ts';

// S3 takes 2 kB of such headers together.
const longestNameInBytes = 900;

/** What stands beside the bytes of an object, so that whoever opens its URL gets it with the right type and name. */
export function objectHeaders(store: Pick<S3Store, 'kmsKeyId'>, fileName: string) {
  return {
    ContentType: 'application/pdf',
    ContentDisposition: dispositionOf(fileName),
    CacheControl: 'private, no-store',
    ...(store.kmsKeyId === undefined
      ? {}
      : { ServerSideEncryption: 'aws:kms' as const, SSEKMSKeyId: store.kmsKeyId, BucketKeyEnabled: true }),
  };
}

/** `attachment; filename="…"; filename*=UTF-8''…`, in ASCII whatever the name holds, and never longer than S3 takes. */
export function dispositionOf(fileName: string): string {
  const name = downloadNameOf(withRoom(fileName));
  const fallback = name.replaceAll(/[^\u0020-\u007e]|["\\%]/gu, '_');
  return contentDisposition(name, { type: 'attachment', fallback });
}

/** The longest beginning whose escaped form has room; a name that has not ends in `.pdf` again. */
function withRoom(fileName: string): string {
  if (encodeURIComponent(fileName).length <= longestNameInBytes) return fileName;
  let name = '';
  let length = 0;
  for (const character of fileName) {
    length += encodeURIComponent(character).length;
    if (length > longestNameInBytes) break;
    name += character;
  }
  return name;
}

export type ObjectHead = {
  sizeInBytes: number;
  /** Base64, of the whole object; undefined where the server keeps none. */
  crc32: string | undefined;
  metadata: Record<string, string>;
};

/** Undefined where there is none. */
export async function headObject({ client, bucket }: S3Store, storageKey: string): Promise<ObjectHead | undefined> {
  const command = new HeadObjectCommand({ Bucket: bucket, Key: storageKey, ChecksumMode: 'ENABLED' });
  const head = await unlessMissing(client.send(command));
  if (head === undefined) return undefined;
  // Of a file that came in parts a server may keep a checksum of checksums: it ends in the number of parts.
  const isOfWhole = head.ChecksumCRC32 !== undefined && !head.ChecksumCRC32.includes('-');
  return {
    sizeInBytes: head.ContentLength ?? 0,
    crc32: isOfWhole ? head.ChecksumCRC32 : undefined,
    metadata: head.Metadata ?? {},
  };
}
