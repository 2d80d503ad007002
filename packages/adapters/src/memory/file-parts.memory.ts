import { createHash } from 'node:crypto';
import { Readable } from 'node:stream';
import { buffer } from 'node:stream/consumers';
import { digestMismatch } from '@portal/core/documents/document-problems';
import type { FilePartsPort } from '@portal/core/uploads/file-parts.port';
import { partNumbersOf } from '@portal/core/uploads/upload-policy';
import { uploadIncomplete, uploadNotFound } from '@portal/core/uploads/upload-problems';
import { oneAfterAnother } from '../one-after-another.ts';
import { createMemoryDocumentFiles } from './document-files.memory.ts';

/** Files and parts of files in this process, for tests of what stands above them. */
export function createMemoryFileStore() {
  const whole = createMemoryDocumentFiles();
  const inTurn = oneAfterAnother();
  const begun = new Map<string, Map<number, Buffer>>();
  const parts: FilePartsPort = {
    begin: async ({ storageKey }) => {
      if (begun.has(storageKey)) throw new Error('This storage key is taken.');
      begun.set(storageKey, new Map());
      return { multipartId: 'parts' };
    },
    sign: async () => undefined,
    writePart: async ({ storageKey, number, sha256, sizeOfPartInBytes }, bytes, signal) => {
      if (signal?.aborted) bytes.destroy(new Error('The write was aborted.'));
      signal?.addEventListener('abort', () => bytes.destroy(new Error('The write was aborted.')), { once: true });
      const taken = await buffer(bytes);
      const isAsSaid = createHash('sha256').update(taken).digest('hex') === sha256;
      if (taken.length !== sizeOfPartInBytes || !isAsSaid) throw digestMismatch();
      const there = begun.get(storageKey);
      if (!there) throw uploadNotFound();
      if (!there.has(number)) there.set(number, taken);
    },
    listParts: async ({ storageKey }) =>
      [...(begun.get(storageKey) ?? [])].map(([number, { length: sizeInBytes }]) => ({ number, sizeInBytes })),
    complete: (file) =>
      inTurn(file.storageKey, async () => {
        const { storageKey, fileName } = file;
        if (await whole.stat(storageKey)) return;
        const there = begun.get(storageKey);
        const missing = partNumbersOf(file).filter((number) => !there?.has(number));
        if (missing.length > 0) throw uploadIncomplete(missing);
        begun.delete(storageKey);
        const inOrder = partNumbersOf(file).flatMap((number) => there?.get(number) ?? []);
        await whole.write(storageKey, Readable.from(inOrder), { fileName });
      }),
  };
  const files = {
    ...whole,
    remove: async (storageKey: string) => {
      begun.delete(storageKey);
      await whole.remove(storageKey);
    },
  };
  return { files, parts, countStored: async () => whole.keys().length + begun.size };
}
