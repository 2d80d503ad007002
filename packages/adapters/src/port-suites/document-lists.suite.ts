import { randomBytes, randomUUID } from 'node:crypto';
import type { DocumentListsPort, ListKey } from '@portal/core/documents/document-lists.port';
import { describe, expect, it } from 'vitest';

/** A page of a record of its own. */
export const newListKey = (changes: Partial<ListKey> = {}): ListKey => ({
  recordId: randomUUID(),
  version: { number: 7, nonce: randomUUID() },
  page: JSON.stringify(['list', 'active', '-uploadedAt', 25]),
  ...changes,
});

/** What every adapter of `DocumentListsPort` must hold. */
export function documentListsSuite(name: string, setUp: () => DocumentListsPort): void {
  describe(`the cache of lists in ${name}`, () => {
    it('gives back the very bytes that were kept, whatever they are', async () => {
      const lists = setUp();
      for (const page of [randomBytes(10_000), Buffer.from('{"items":[]}'), Buffer.alloc(0)]) {
        const key = newListKey();
        expect(await lists.find(key)).toBeUndefined();
        await lists.keep(key, page);
        const found = await lists.find(key);
        expect(found && Buffer.from(found).equals(page)).toBe(true);
      }
    });

    it('finds nothing under another record, version, timeline or page', async () => {
      const lists = setUp();
      const key = newListKey();
      await lists.keep(key, Buffer.from('mine'));
      const others: ListKey[] = [
        { ...key, recordId: randomUUID() },
        { ...key, version: { ...key.version, number: 6 } },
        { ...key, version: { ...key.version, number: 8 } },
        { ...key, version: { ...key.version, nonce: randomUUID() } },
        { ...key, page: `${key.page} ` },
        { ...key, page: '' },
      ];
      for (const other of others) expect(await lists.find(other)).toBeUndefined();
      expect(await lists.find(key)).toBeDefined();
    });

    it('takes the same page twice, also at once', async () => {
      const lists = setUp();
      const key = newListKey();
      const page = Buffer.from('the same');
      await Promise.all([lists.keep(key, page), lists.keep(key, page)]);
      await lists.keep(key, page);
      const found = await Promise.all([lists.find(key), lists.find(key)]);
      expect(found.map((bytes) => bytes && Buffer.from(bytes).toString())).toEqual(['the same', 'the same']);
    });

    it('holds pages with any words in their names', async () => {
      const lists = setUp();
      for (const words of ['Überweisung', 'a:b:c', '\n', '*', '"', '%00', 'x'.repeat(10_000)]) {
        const key = newListKey({ page: words });
        await lists.keep(key, Buffer.from('found'));
        expect(await lists.find(key), words.slice(0, 20)).toBeDefined();
      }
    });
  });
}
