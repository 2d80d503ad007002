import type { StorageRowsPort, StoredDocument, StoredKey } from './storage-rows.port.ts';

const pageSize = 1000;

/** All of them, a page at a time. */
export async function* allStorageKeys(rows: Pick<StorageRowsPort, 'listKeys'>): AsyncGenerator<StoredKey> {
  let after: string | undefined;
  for (;;) {
    const page = await rows.listKeys(after, pageSize);
    yield* page;
    after = page.at(-1)?.storageKey;
    if (page.length < pageSize) return;
  }
}

/** Documents after `after` in order of their ids, `size` at a time. */
export async function* batchesOfDocuments(
  rows: Pick<StorageRowsPort, 'list'>,
  after: string | undefined,
  size: number,
): AsyncGenerator<readonly StoredDocument[]> {
  let last = after;
  for (;;) {
    const batch = await rows.list(last, size);
    if (batch.length > 0) yield batch;
    last = batch.at(-1)?.id;
    if (batch.length < size) return;
  }
}
