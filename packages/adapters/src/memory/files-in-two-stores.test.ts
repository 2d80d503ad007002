import { Readable } from 'node:stream';
import { text } from 'node:stream/consumers';
import { createFilesInTwoStores } from '@portal/core/documents/files-in-two-stores';
import { beforeEach, describe, expect, it } from 'vitest';
import { describeDocumentFiles, newStorageKey } from '../port-suites/document-files.suite.ts';
import { createMemoryDocumentFiles } from './document-files.memory.ts';

const twoStores = () => {
  const stores = { current: createMemoryDocumentFiles(), former: createMemoryDocumentFiles() };
  return { ...stores, files: createFilesInTwoStores(stores) };
};

describeDocumentFiles('in two stores', async () => {
  const { current, former, files } = twoStores();
  return { files, countStored: async () => current.keys().length + former.keys().length };
});

describe('document files in two stores', () => {
  let stores: ReturnType<typeof twoStores>;
  const key = newStorageKey();
  const named = { fileName: 'scan.pdf' };
  beforeEach(() => {
    stores = twoStores();
  });

  it('keeps what is new in the current one', async () => {
    await stores.files.write(key, Readable.from([Buffer.from('new')]), named);
    expect([stores.current.keys(), stores.former.keys()]).toEqual([[key], []]);
  });

  it('finds what is in the former one still', async () => {
    await stores.former.write(key, Readable.from([Buffer.from('old')]), named);
    expect(await stores.files.stat(key)).toEqual({ sizeInBytes: 3 });
    expect(await text((await stores.files.read(key))!.bytes)).toBe('old');
  });

  it('finds what moves while it looks', async () => {
    const { current, former } = stores;
    const files = createFilesInTwoStores({
      current,
      former: {
        ...former,
        stat: async (storageKey) => {
          await current.write(storageKey, Readable.from([Buffer.from('moved')]), named);
          return former.stat(storageKey);
        },
      },
    });
    expect(await files.stat(key)).toEqual({ sizeInBytes: 5 });
  });

  it('admits wherever it lies', async () => {
    const { current, former, files } = stores;
    await former.write(key, Readable.from([Buffer.from('old')]), named);
    expect(await files.admit(key)).toBe(true);
    expect([current.isAdmitted(key), former.isAdmitted(key)]).toEqual([false, true]);
    await current.write(key, Readable.from([Buffer.from('old')]), named);
    expect(await files.admit(key)).toBe(true);
    expect(current.isAdmitted(key)).toBe(true);
  });

  it('removes from both', async () => {
    for (const store of [stores.current, stores.former])
      await store.write(key, Readable.from([Buffer.from('x')]), named);
    await stores.files.remove(key);
    expect([stores.current.keys(), stores.former.keys()]).toEqual([[], []]);
  });
});
