import { DeleteObjectCommand } from '@aws-sdk/client-s3';
import { assertStorageKey, isStorageKey } from '@portal/core/documents/storage-key';
import type { StoredObject, StoredObjectsPort } from '@portal/core/storage/stored-objects.port';
import { askS3 } from './s3-error.ts';
import { listMultiparts, listVersions } from './s3-listing.ts';
import { removeMultiparts, removeVersions } from './s3-removal.ts';
import type { S3Store } from './s3-store.ts';

/**
 * The portal's objects in the bucket, every version of them, and its uploads in parts that are under way; what others
 * keep there is not seen. A place is a key. The parts of an upload have no size here: S3 tells it part by part only.
 */
export function createS3StoredObjects(store: S3Store): StoredObjectsPort {
  async function* list(): AsyncGenerator<StoredObject> {
    for await (const { key, sizeInBytes, modifiedAt } of listVersions(store, '')) {
      if (isStorageKey(key)) yield { place: key, kind: 'whole', sizeInBytes, modifiedAt };
    }
    for await (const { key, begunAt } of listMultiparts(store, '')) {
      if (isStorageKey(key)) yield { place: key, kind: 'in_parts', sizeInBytes: 0, modifiedAt: begunAt };
    }
  }
  return {
    list: () => speaking(list()),
    placeOf: (storageKey) => storageKey,
    removeAt: ({ place, kind }) =>
      askS3(async () => {
        assertStorageKey(place);
        if (kind === 'in_parts') return removeMultiparts(store, place);
        await store.client.send(new DeleteObjectCommand({ Bucket: store.bucket, Key: place }));
        return removeVersions(store, place);
      }),
  };
}

async function* speaking(listing: AsyncGenerator<StoredObject>): AsyncGenerator<StoredObject> {
  for (;;) {
    const next = await askS3(() => listing.next());
    if (next.done) return;
    yield next.value;
  }
}
