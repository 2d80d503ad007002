import { createHash } from 'node:crypto';
import type { Readable } from 'node:stream';
import { CreateMultipartUploadCommand, UploadPartCommand } from '@aws-sdk/client-s3';
import { getSignedUrl } from '@aws-sdk/s3-request-presigner';
import { digestMismatch } from '@portal/core/documents/document-problems';
import { assertStorageKey } from '@portal/core/documents/storage-key';
import type { FilePartsPort, PartedFile, PartToSend } from '@portal/core/uploads/file-parts.port';
import { uploadNotFound } from '@portal/core/uploads/upload-problems';
import { askS3, isNoSuchUpload } from './s3-error.ts';
import { objectHeaders } from './s3-object.ts';
import { completeParts, findPart, listParts } from './s3-parts.ts';
import type { S3Store } from './s3-store.ts';

const checksumHeader = 'x-amz-checksum-sha256';

/**
 * Uploads in parts of S3 itself: the sender brings each part to the bucket, at a URL that is good for this part, of this
 * size and SHA-256, alone. Which parts are there S3 alone knows.
 */
export function createS3FileParts(store: S3Store): FilePartsPort {
  return {
    begin: (file) => askS3(() => begin(store, file)),
    sign: (part, lifetimeMs) => askS3(() => sign(store, part, lifetimeMs)),
    writePart: (part, bytes, signal) => askS3(() => writePart(store, part, bytes, signal)),
    listParts: (file) =>
      askS3(async () => {
        const parts = await listParts(store, file);
        return parts.map(({ number, sizeInBytes }) => ({ number, sizeInBytes }));
      }),
    complete: (file, declared) => askS3(() => completeParts(store, file, declared)),
  };
}

async function begin(store: S3Store, { storageKey, fileName }: PartedFile): Promise<{ multipartId: string }> {
  assertStorageKey(storageKey);
  const { UploadId: multipartId } = await store.client.send(
    new CreateMultipartUploadCommand({
      Bucket: store.bucket,
      Key: storageKey,
      ...objectHeaders(store, fileName),
      ChecksumAlgorithm: 'SHA256',
      ChecksumType: 'COMPOSITE',
    }),
  );
  if (multipartId === undefined) throw new Error('S3 gives the upload no name.');
  return { multipartId };
}

const partCommand = ({ bucket }: S3Store, part: PartToSend, body?: Buffer): UploadPartCommand =>
  new UploadPartCommand({
    Bucket: bucket,
    Key: part.storageKey,
    UploadId: part.multipartId,
    PartNumber: part.number,
    ContentLength: part.sizeOfPartInBytes,
    ChecksumSHA256: inBase64(part.sha256),
    ...(body && { Body: body }),
  });

const inBase64 = (hex: string): string => Buffer.from(hex, 'hex').toString('base64');

/** The checksum stays a header: what is signed in the query alone a sender could leave out. */
async function sign(store: S3Store, part: PartToSend, lifetimeMs: number) {
  const url = await getSignedUrl(store.signer, partCommand(store, part), {
    expiresIn: Math.ceil(lifetimeMs / 1000),
    unhoistableHeaders: new Set([checksumHeader]),
    signableHeaders: new Set(['host', 'content-length', checksumHeader]),
  });
  return { url, headers: { [checksumHeader]: inBase64(part.sha256) } };
}

async function writePart(store: S3Store, part: PartToSend, bytes: Readable, signal?: AbortSignal): Promise<void> {
  try {
    const body = await collect(bytes, part, signal);
    if (await findPart(store, part)) return;
    await store.carrier.send(partCommand(store, part, body));
  } catch (error) {
    throw isNoSuchUpload(error) ? uploadNotFound() : error;
  } finally {
    bytes.destroy();
  }
}

/** One part in memory, and no byte more than it has. */
async function collect(bytes: Readable, part: PartToSend, signal: AbortSignal | undefined): Promise<Buffer> {
  const stop = (): void => void bytes.destroy(new Error('The write was aborted.'));
  if (signal?.aborted) stop();
  signal?.addEventListener('abort', stop, { once: true });
  try {
    const chunks: Buffer[] = [];
    let sizeInBytes = 0;
    for await (const chunk of bytes as AsyncIterable<Buffer>) {
      sizeInBytes += chunk.length;
      if (sizeInBytes > part.sizeOfPartInBytes) throw digestMismatch();
      chunks.push(chunk);
    }
    const body = Buffer.concat(chunks);
    const isSame = createHash('sha256').update(body).digest('hex') === part.sha256;
    if (sizeInBytes !== part.sizeOfPartInBytes || !isSame) throw digestMismatch();
    return body;
  } finally {
    signal?.removeEventListener('abort', stop);
  }
}
