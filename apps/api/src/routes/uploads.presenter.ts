import type { SignedPart, Upload as PresentedUpload } from '@portal/contract/uploads';
import type { UploadProgress } from '@portal/core/uploads/get-upload';
import type { PartLink } from '@portal/core/uploads/sign-parts';
import { partCountOf } from '@portal/core/uploads/upload-policy';
import { apiPath } from '../http/api-router.ts';
import { contentDigestFor } from '../http/content-digest.ts';

/** Every field that leaves is named here: the store's keys and names stay inside. */
export function presentUpload({ upload, partsReceived }: UploadProgress): PresentedUpload {
  return {
    id: upload.id,
    sizeInBytes: upload.sizeInBytes,
    sha256: upload.sha256,
    partSizeInBytes: upload.partSizeInBytes,
    partCount: partCountOf(upload),
    partsReceived: [...partsReceived],
    expiresAt: upload.expiresAt.toISOString(),
    documentId: upload.documentId,
  };
}

/** Where the store takes no part by itself, the portal does: with the session, and with what every write needs. */
export function presentPartLink(uploadId: string, { number, sha256, address, expiresAt }: PartLink): SignedPart {
  const ours = {
    url: `${apiPath}/uploads/${uploadId}/parts/${number}`,
    headers: {
      'Content-Type': 'application/octet-stream',
      'X-Requested-With': 'fetch',
      'Content-Digest': contentDigestFor(sha256),
    },
  };
  return { number, ...(address ?? ours), expiresAt: expiresAt.toISOString() };
}
