import { Readable } from 'node:stream';
import type { DocumentFilesPort } from '@portal/core/documents/document-files.port';
import type { StoredObject, StoredObjectsPort } from '@portal/core/storage/stored-objects.port';
import { beforeEach, describe, expect, it } from 'vitest';
import { newStorageKey } from './document-files.suite.ts';

export type StoredObjectsHarness = { files: DocumentFilesPort; objects: StoredObjectsPort };

/** What every store promises to those who compare it with the rows. It may hold what others wrote beside. */
export function describeStoredObjects(name: string, create: () => Promise<StoredObjectsHarness>): void {
  describe(`stored objects: ${name}`, () => {
    let files: DocumentFilesPort;
    let objects: StoredObjectsPort;
    beforeEach(async () => {
      ({ files, objects } = await create());
    });

    const write = async (size: number) => {
      const key = newStorageKey();
      await files.write(key, Readable.from([Buffer.alloc(size, 'x')]), { fileName: 'scan.pdf' });
      return key;
    };
    const listed = async (key: string) => {
      const found: StoredObject[] = [];
      for await (const object of objects.list()) if (object.place === objects.placeOf(key)) found.push(object);
      return found;
    };

    it('shows each file at the place of its key, with its size and when it came', async () => {
      const [first, second] = [await write(7), await write(700_000)];
      expect(await listed(first)).toMatchObject([{ kind: 'whole', sizeInBytes: 7 }]);
      const [{ modifiedAt, ...object }] = (await listed(second)) as [StoredObject];
      expect(object).toMatchObject({ kind: 'whole', sizeInBytes: 700_000 });
      expect(Math.abs(Date.now() - modifiedAt.getTime())).toBeLessThan(120_000);
      expect(objects.placeOf(first)).not.toBe(objects.placeOf(second));
    });

    it('shows no file that was removed', async () => {
      const key = await write(7);
      await files.remove(key);
      expect(await listed(key)).toEqual([]);
    });

    it('takes away what it showed, once and again, and nothing else', async () => {
      const [gone, kept] = [await write(7), await write(8)];
      const [object] = (await listed(gone)) as [StoredObject];
      await objects.removeAt(object);
      await objects.removeAt(object);
      expect(await listed(gone)).toEqual([]);
      expect(await files.stat(gone)).toBeUndefined();
      expect(await files.stat(kept)).toEqual({ sizeInBytes: 8 });
    });
  });
}
