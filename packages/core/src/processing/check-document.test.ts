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
    files: { read },
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
