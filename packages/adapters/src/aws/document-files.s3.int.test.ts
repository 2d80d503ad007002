import { createFauxqsBucket, createRadosgwBucket, radosgw, radosgwStartMs } from '@portal/testing/s3';
import type { TestBucket } from '@portal/testing/s3';
import { afterEach, beforeAll } from 'vitest';
import { describeDocumentFiles } from '../port-suites/document-files.suite.ts';
import { createS3DocumentFiles } from './document-files.s3.ts';
import { createS3Store } from './s3-store.ts';
import type { S3Place, S3Store } from './s3-store.ts';

const open: { bucket: TestBucket; store: S3Store }[] = [];

beforeAll(() => radosgw(), radosgwStartMs);
afterEach(async () => {
  for (const { bucket, store } of open.splice(0)) {
    store.close();
    await bucket.stop();
  }
});

async function storeIn(bucket: TestBucket, changes: Partial<S3Place> = {}) {
  const store = createS3Store({ ...bucket.place, ...changes });
  open.push({ bucket, store });
  return { store, files: createS3DocumentFiles(store), countStored: bucket.countStored };
}

describeDocumentFiles('S3 (fauxqs)', async () => storeIn(await createFauxqsBucket()), { refusesTakenKeys: false });
describeDocumentFiles('S3 (radosgw)', async () => storeIn(await createRadosgwBucket({ versions: false })));
describeDocumentFiles('S3 with versions (radosgw)', async () => storeIn(await createRadosgwBucket()), {
  refusesTakenKeys: false,
});
