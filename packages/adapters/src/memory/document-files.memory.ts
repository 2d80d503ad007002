import { createHash } from 'node:crypto';
import { Readable } from 'node:stream';
import type { DocumentFilesPort } from '@portal/core/documents/document-files.port';
import type { StoredObjectsPort } from '@portal/core/storage/stored-objects.port';

/** Bytes in this process, for tests of what stands above them. */
export function createMemoryDocumentFiles(): DocumentFilesPort &
  StoredObjectsPort & {
    keys: () => string[];
    isAdmitted: (storageKey: string) => boolean;
  } {
  const kept = new Map<string, Buffer>();
  const keptAt = new Map<string, Date>();
  const admitted = new Set<string>();
  return {
    keys: () => [...kept.keys()],
    isAdmitted: (storageKey) => admitted.has(storageKey),
    write: async (storageKey, bytes, { signal }) => {
      const chunks: Buffer[] = [];
      const stop = () => bytes.destroy(new Error('The write was aborted.'));
      if (signal?.aborted) stop();
      signal?.addEventListener('abort', stop, { once: true });
      try {
        for await (const chunk of bytes as AsyncIterable<Buffer>) chunks.push(chunk);
      } finally {
        signal?.removeEventListener('abort', stop);
      }
      assertOurs(storageKey);
      if (kept.has(storageKey)) throw new Error('This storage key is taken.');
      const whole = Buffer.concat(chunks);
      kept.set(storageKey, whole);
      keptAt.set(storageKey, new Date());
      return { sizeInBytes: whole.length, sha256: createHash('sha256').update(whole).digest('hex') };
    },
    read: async (storageKey, range) => {
      assertOurs(storageKey);
      const whole = kept.get(storageKey);
      if (!whole) return undefined;
      const part = range ? whole.subarray(range.start, range.end + 1) : whole;
      return { sizeInBytes: whole.length, bytes: Readable.from(part.length > 0 ? [part] : []) };
    },
    stat: async (storageKey) => {
      assertOurs(storageKey);
      const whole = kept.get(storageKey);
      return whole && { sizeInBytes: whole.length };
    },
    admit: async (storageKey) => {
      assertOurs(storageKey);
      if (!kept.has(storageKey)) return false;
      admitted.add(storageKey);
      return true;
    },
    remove: async (storageKey) => {
      assertOurs(storageKey);
      admitted.delete(storageKey);
      kept.delete(storageKey);
    },
    // A write that dies takes its bytes with it.
    removeLeftovers: async () => 0,
    list: async function* () {
      for (const [place, { length: sizeInBytes }] of Array.from(kept)) {
        yield { place, kind: 'whole', sizeInBytes, modifiedAt: keptAt.get(place) ?? new Date(0) };
      }
    },
    placeOf: (storageKey) => storageKey,
    removeAt: async ({ place }) => {
      kept.delete(place);
    },
  };
}

function assertOurs(storageKey: string): void {
  const parts = storageKey.split('/');
  const isOurs = parts.length === 4 && parts.every((part) => /^[0-9a-zA-Z_-]+$/.test(part));
  if (!isOurs) throw new Error('This is no storage key of the portal.');
}
