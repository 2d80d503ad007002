import type { DocumentFilesPort } from '@portal/core/documents/document-files.port';
import type { DocumentLinksPort } from '@portal/core/documents/document-links.port';
import type { StoredObjectsPort } from '@portal/core/storage/stored-objects.port';
import type { FilePartsPort } from '@portal/core/uploads/file-parts.port';
import { createS3DocumentFiles } from './document-files.s3.ts';
import { createCloudFrontDocumentLinks } from './document-links.cloudfront.ts';
import type { CloudFrontPlace } from './document-links.cloudfront.ts';
import { createS3DocumentLinks } from './document-links.s3.ts';
import { createS3FileParts } from './file-parts.s3.ts';
import { createS3Store } from './s3-store.ts';
import type { S3Place } from './s3-store.ts';
import { createS3StoredObjects } from './stored-objects.s3.ts';

export type S3FileStore = {
  files: DocumentFilesPort;
  parts: FilePartsPort;
  links: DocumentLinksPort;
  objects: StoredObjectsPort;
  close: () => void;
};

/** Everything that a bucket does for the portal. Documents are opened at CloudFront where there is one in front of it. */
export function createS3FileStore(
  place: S3Place & { cloudFront: CloudFrontPlace | undefined },
  { now }: { now: () => Date },
): S3FileStore {
  const store = createS3Store(place);
  return {
    files: createS3DocumentFiles(store),
    parts: createS3FileParts(store),
    links: place.cloudFront ? createCloudFrontDocumentLinks(place.cloudFront, now) : createS3DocumentLinks(store),
    objects: createS3StoredObjects(store),
    close: store.close,
  };
}
