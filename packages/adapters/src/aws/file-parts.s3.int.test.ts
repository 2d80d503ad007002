import { createRadosgwBucket } from '@portal/testing/s3';
import { afterEach } from 'vitest';
import { describeFileParts } from '../port-suites/file-parts.suite.ts';
import { describeStoredObjects } from '../port-suites/stored-objects.suite.ts';
import { createS3FileStore } from './s3-file-store.ts';
import type { S3FileStore } from './s3-file-store.ts';

const open: { stop: () => Promise<void>; store: S3FileStore }[] = [];

afterEach(async () => {
  for (const { stop, store } of open.splice(0)) {
    store.close();
    await stop();
  }
});

async function newStore() {
  const { place, countStored, stop } = await createRadosgwBucket();
  const store = createS3FileStore({ ...place, cloudFront: undefined }, { now: () => new Date() });
  open.push({ stop, store });
  return { ...store, countStored };
}

const partSizeInBytes = 5 * 1024 * 1024;

// Of the servers that tests can have this one alone lists parts; none compares them with their SHA-256.
describeFileParts('S3 (radosgw)', newStore, { partSizeInBytes, listsParts: true, checksParts: false });
describeStoredObjects('S3 (radosgw)', newStore);
