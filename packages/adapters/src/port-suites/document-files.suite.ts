import { createHash, randomBytes, randomUUID } from 'node:crypto';
import { setImmediate as nextTurn } from 'node:timers/promises';
import { PassThrough, Readable } from 'node:stream';
import { buffer } from 'node:stream/consumers';
import type { DocumentFilesPort } from '@portal/core/documents/document-files.port';
import { beforeEach, describe, expect, it } from 'vitest';
import { itWhere } from './it-where.ts';

export type DocumentFilesHarness = {
  files: DocumentFilesPort;
  /** How many files, whole or half, are in the store. */
  countStored: () => Promise<number>;
};

const named = { fileName: 'scan.pdf' };

export const newStorageKey = () => `documents/${randomUUID()}/${randomUUID()}/${randomBytes(16).toString('hex')}`;

/**
 * What every store of bytes promises. `refusesTakenKeys`: false for a server that ignores the condition of a write,
 * which shows in what it is sent alone.
 */
export function describeDocumentFiles(
  name: string,
  create: () => Promise<DocumentFilesHarness>,
  { refusesTakenKeys = true }: { refusesTakenKeys?: boolean } = {},
): void {
  describe(`document files: ${name}`, () => {
    let harness: DocumentFilesHarness;
    let files: DocumentFilesPort;
    beforeEach(async () => {
      harness = await create();
      ({ files } = harness);
    });

    const readAll = async (key: string, range?: { start: number; end: number }) => {
      const reading = await files.read(key, range);
      return reading && buffer(reading.bytes);
    };

    it('gives back the bytes it took, with their size and SHA-256', async () => {
      const bytes = randomBytes(700_001);
      const key = newStorageKey();
      const stored = await files.write(key, Readable.from([bytes.subarray(0, 5), bytes.subarray(5)]), named);
      expect(stored).toEqual({ sizeInBytes: 700_001, sha256: createHash('sha256').update(bytes).digest('hex') });
      expect(await files.stat(key)).toEqual({ sizeInBytes: 700_001 });
      const reading = await files.read(key);
      expect(reading?.sizeInBytes).toBe(700_001);
      expect(await buffer(reading!.bytes)).toEqual(bytes);
    });

    it('reads a part, both ends included', async () => {
      const key = newStorageKey();
      await files.write(key, Readable.from([Buffer.from('0123456789')]), named);
      expect(String(await readAll(key, { start: 3, end: 5 }))).toBe('345');
      expect(String(await readAll(key, { start: 9, end: 9 }))).toBe('9');
      expect(String(await readAll(key, { start: 0, end: 9 }))).toBe('0123456789');
    });

    it('keeps an empty file', async () => {
      const key = newStorageKey();
      expect(await files.write(key, Readable.from([]), named)).toMatchObject({ sizeInBytes: 0 });
      expect((await readAll(key))?.length).toBe(0);
    });

    it('knows nothing of a key that was never written', async () => {
      const key = newStorageKey();
      expect(await files.stat(key)).toBeUndefined();
      expect(await files.read(key)).toBeUndefined();
      await files.remove(key);
    });

    it('removes a file, once and again', async () => {
      const key = newStorageKey();
      await files.write(key, Readable.from([Buffer.from('x')]), named);
      await files.remove(key);
      await files.remove(key);
      expect(await files.stat(key)).toBeUndefined();
      expect(await harness.countStored()).toBe(0);
    });

    it('admits what is there, once and again, and changes nothing of it', async () => {
      const key = newStorageKey();
      await files.write(key, Readable.from([Buffer.from('x')]), named);
      expect([await files.admit(key), await files.admit(key)]).toEqual([true, true]);
      expect(String(await readAll(key))).toBe('x');
      await files.remove(key);
      expect(await harness.countStored()).toBe(0);
    });

    it('admits nothing that is not there, or no longer', async () => {
      const key = newStorageKey();
      expect(await files.admit(key)).toBe(false);
      await files.write(key, Readable.from([Buffer.from('x')]), named);
      await files.remove(key);
      expect(await files.admit(key)).toBe(false);
    });

    it('leaves nothing of a stream that fails', async () => {
      const key = newStorageKey();
      const bytes = new PassThrough();
      const writing = files.write(key, bytes, named);
      bytes.write(Buffer.alloc(100_000));
      await nextTurn();
      bytes.destroy(new Error('the line broke'));
      await expect(writing).rejects.toThrow('the line broke');
      expect(await files.stat(key)).toBeUndefined();
      expect(await harness.countStored()).toBe(0);
    });

    it('leaves nothing of a stream that ends before its end', async () => {
      const key = newStorageKey();
      const bytes = new PassThrough();
      const writing = files.write(key, bytes, named);
      bytes.write(Buffer.alloc(100_000));
      await nextTurn();
      bytes.destroy();
      await expect(writing).rejects.toThrow('Premature close');
      expect(await harness.countStored()).toBe(0);
    });

    it('stops when it is told to, before and while bytes come', async () => {
      const before = AbortSignal.abort();
      await expect(
        files.write(newStorageKey(), Readable.from([Buffer.from('x')]), { ...named, signal: before }),
      ).rejects.toThrow('abort');
      const controller = new AbortController();
      const bytes = new PassThrough();
      const writing = files.write(newStorageKey(), bytes, { ...named, signal: controller.signal });
      bytes.write(Buffer.alloc(1000));
      await nextTurn();
      controller.abort();
      await expect(writing).rejects.toThrow('abort');
      expect(bytes.destroyed).toBe(true);
      expect(await harness.countStored()).toBe(0);
    });

    it.each([
      '../../etc/passwd',
      'documents/../../x/y',
      '/etc/passwd',
      '',
      'documents/a/b',
      `documents/${'a'.repeat(36)}/\0/x`,
    ])('takes no key that the portal did not make: %j', async (key) => {
      await expect(files.write(key, Readable.from([Buffer.from('x')]), named)).rejects.toThrow('no storage key');
      await expect(files.read(key)).rejects.toThrow('no storage key');
      await expect(files.stat(key)).rejects.toThrow('no storage key');
      await expect(files.admit(key)).rejects.toThrow('no storage key');
      await expect(files.remove(key)).rejects.toThrow('no storage key');
    });

    it('a reader that began before a removal reads to the end', async () => {
      const key = newStorageKey();
      const bytes = randomBytes(900_000);
      await files.write(key, Readable.from([bytes]), named);
      const reading = await files.read(key);
      await files.remove(key);
      expect(await buffer(reading!.bytes)).toEqual(bytes);
    });

    itWhere(refusesTakenKeys)('never changes what lies under a key', async () => {
      const key = newStorageKey();
      await files.write(key, Readable.from([Buffer.from('first')]), named);
      await expect(files.write(key, Readable.from([Buffer.from('second')]), named)).rejects.toThrow(/taken|EEXIST/);
      expect(String(await readAll(key))).toBe('first');
      expect(await harness.countStored()).toBe(1);
    });

    itWhere(refusesTakenKeys)('lets one of two writers of the same key win, whole', async () => {
      const key = newStorageKey();
      const contents = ['a'.repeat(50_000), 'b'.repeat(50_000)];
      const outcomes = await Promise.allSettled(
        contents.map((text) => files.write(key, Readable.from([Buffer.from(text)]), named)),
      );
      expect(outcomes.map(({ status }) => status).toSorted()).toEqual(['fulfilled', 'rejected']);
      expect(contents).toContain(String(await readAll(key)));
      expect(await harness.countStored()).toBe(1);
    });
  });
}
