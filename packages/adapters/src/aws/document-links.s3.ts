import { GetObjectCommand } from '@aws-sdk/client-s3';
import { getSignedUrl } from '@aws-sdk/s3-request-presigner';
import type { DocumentLinksPort } from '@portal/core/documents/document-links.port';
import { assertStorageKey } from '@portal/core/documents/storage-key';
import { askS3 } from './s3-error.ts';
import type { S3Store } from './s3-store.ts';

/** URLs of the bucket itself. What a download is called stands beside the bytes, not in the URL. */
export function createS3DocumentLinks(store: S3Store): DocumentLinksPort {
  return {
    create: ({ storageKey }, lifetimeMs) =>
      askS3(async () => {
        assertStorageKey(storageKey);
        const command = new GetObjectCommand({ Bucket: store.bucket, Key: storageKey });
        return getSignedUrl(store.signer, command, { expiresIn: Math.ceil(lifetimeMs / 1000) });
      }),
    read: async () => undefined,
  };
}
