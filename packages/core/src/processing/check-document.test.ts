import { createHash } from 'node:crypto';
import { Readable } from 'node:stream';
import { finished } from 'node:stream/promises';
import { describe, expect, it } from 'vitest';
import { storageFull, storeUnavailable } from '../documents/document-problems.ts';
import type { Document } from '../documents/document.ts';
import { createCheckDocument } from './check-document.ts';

const { signal } = new AbortController();
const document = { id: 'd', recordId: 'r', state: 'processing', storageKey: 'k' } as Document;
const never = (): never => {
  throw new Error('This is not asked for.');
};

function checkWith(read: () => Promise<never>) {
  const faults: unknown[] = [];
  const check = createCheckDocument({
    inTransaction: never,
    documents: { find: async () => document },
    files: { read, admit: never },
    scanner: undefined,
    inspector: { inspect: never },
    scratch: { keep: never },
    now: never,
    onVerdict: never,
    reportFault: (_, error) => faults.push(error),
    scanAgainAfterMs: 5_000,
  });
  return { faults, check: (attempt: number) => check({ recordId: 'r', documentId: 'd', attempt, signal }) };
}

describe('the check of a document', () => {
  it.each([
    ['the store does not answer', storeUnavailable()],
    ['the disk is full', storageFull()],
  ])('waits while %s, which costs none of its tries', async (_, fault) => {
    const { check, faults } = checkWith(() => Promise.reject(fault));
    for (const attempt of [1, 10]) {
      expect(await check(attempt)).toEqual({ outcome: 'later', afterMs: 5_000 });
    }
    expect(faults).toEqual([fault, fault]);
  });

  it('that fails in another way is tried again by the queue', async () => {
    const { check } = checkWith(() => Promise.reject(new Error('a fault of its own')));
    for (const attempt of [1, 10]) await expect(check(attempt)).rejects.toThrow('a fault of its own');
  });
});

describe('a document that is found sound', () => {
  const bytes = Buffer.from('%PDF-1.7');
  const sound: Document = {
    ...document,
    sizeInBytes: bytes.length,
    sha256: createHash('sha256').update(bytes).digest('hex'),
  };

  /** `steps`: what the store and the database were told, in turn. `remains`: whether its row does. */
  function checkOf(
    admit: () => Promise<boolean>,
    { remains = true, outcome = 'sound' }: { remains?: boolean; outcome?: 'sound' | 'damaged' } = {},
  ) {
    const steps: string[] = [];
    const rows = [sound, ...(remains ? [sound] : [])];
    const check = createCheckDocument({
      // The end of the check: what it would write is of no interest here.
      inTransaction: async () => {
        steps.push('concluded');
        return false as never;
      },
      documents: { find: async () => rows.shift() },
      files: {
        read: async () => ({ sizeInBytes: bytes.length, bytes: Readable.from([bytes]) }),
        admit: async (storageKey) => {
          steps.push(`admitted ${storageKey}`);
          return admit();
        },
      },
      scanner: undefined,
      inspector: {
        inspect: async () =>
          outcome === 'sound'
            ? { outcome, pageCount: 1, hasActiveContent: false, title: undefined }
            : { outcome, reason: 'no PDF' },
      },
      scratch: {
        keep: async (copied) => {
          copied.resume();
          await finished(copied);
          return { path: 'p', sizeInBytes: bytes.length, remove: async () => undefined };
        },
      },
      now: never,
      onVerdict: never,
      reportFault: () => undefined,
      scanAgainAfterMs: 5_000,
    });
    return { steps, check: () => check({ recordId: 'r', documentId: 'd', attempt: 1, signal }) };
  }

  // The mutant: no `admit` in check-document.ts.
  it('is admitted by its store before it is ready', async () => {
    const { steps, check } = checkOf(async () => true);
    expect(await check()).toEqual({ outcome: 'done' });
    expect(steps).toEqual(['admitted k', 'concluded']);
  });

  // The mutant: an `admit` that is not waited for.
  it('is not ready while its store does not admit it, and is tried again', async () => {
    const { steps, check } = checkOf(() => Promise.reject(storeUnavailable()));
    expect(await check()).toEqual({ outcome: 'later', afterMs: 5_000 });
    expect(steps).toEqual(['admitted k']);
  });

  it('is not ready where its bytes went meanwhile', async () => {
    const lost = checkOf(async () => false);
    await expect(lost.check()).rejects.toThrow('not in the store');
    const deleted = checkOf(async () => false, { remains: false });
    expect(await deleted.check()).toEqual({ outcome: 'done' });
    expect([...lost.steps, ...deleted.steps]).toEqual(['admitted k', 'admitted k']);
  });

  it('is admitted in no other case', async () => {
    const { steps, check } = checkOf(async () => true, { outcome: 'damaged' });
    expect(await check()).toEqual({ outcome: 'done' });
    expect(steps).toEqual(['concluded']);
  });
});
