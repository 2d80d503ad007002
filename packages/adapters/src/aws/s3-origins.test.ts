import { secret } from '@portal/core/secret';
import { describe, expect, it } from 'vitest';
import { newStorageKey } from '../port-suites/document-files.suite.ts';
import { createS3DocumentLinks } from './document-links.s3.ts';
import { createS3FileParts } from './file-parts.s3.ts';
import { originsOfS3 } from './s3-origins.ts';
import { createS3Store } from './s3-store.ts';

const credentials = { accessKeyId: 'key', secretAccessKey: secret('secret') };
const storageKey = newStorageKey();
const link = {
  storageKey,
  recordId: '0198d3a4-0000-7000-8000-000000000001',
  documentId: '0198d3a4-0000-7000-8000-000000000002',
  disposition: 'inline',
} as const;
const part = {
  storageKey,
  multipartId: 'upload',
  sizeInBytes: 10,
  partSizeInBytes: 10,
  sizeOfPartInBytes: 10,
  number: 1,
  sha256: 'a'.repeat(64),
  fileName: 'a.pdf',
};

describe('the origins that a page may exchange documents with', () => {
  it.each([
    { bucket: 'documents', region: 'eu-central-1', endpoint: undefined },
    { bucket: 'documents', region: 'us-east-1', endpoint: undefined },
    { bucket: 'documents.example.org', region: 'eu-west-1', endpoint: undefined },
    { bucket: 'documents', region: 'eu-central-1', endpoint: 'http://127.0.0.1:9000' },
  ])('are the one that links and parts are signed for: $bucket in $region at $endpoint', async (place) => {
    const store = createS3Store({ ...place, credentials, kmsKeyId: undefined });
    const urls = [
      await createS3DocumentLinks(store).create(link, 60_000),
      (await createS3FileParts(store).sign(part, 60_000))?.url ?? '',
    ];
    store.close();
    const origins = originsOfS3({ ...place, cloudFront: undefined });
    expect(urls.map((url) => new URL(url).origin)).toEqual([origins[0], origins[0]]);
    expect(origins).toHaveLength(1);
  });

  it('are the distribution in front of the bucket, too, and nothing of its path', () => {
    const place = { bucket: 'documents', region: 'eu-central-1', endpoint: undefined };
    expect(originsOfS3({ ...place, cloudFront: { url: 'https://d111.cloudfront.net/some/path' } })).toEqual([
      'https://documents.s3.eu-central-1.amazonaws.com',
      'https://d111.cloudfront.net',
    ]);
  });
});
