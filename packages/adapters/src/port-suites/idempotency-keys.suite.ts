import type { IdempotencyKeysPort, MadeByKey } from '@portal/core/documents/idempotency-keys.port';
import { newId } from '@portal/core/new-id';
import type { UnitOfWork } from '@portal/core/unit-of-work.port';
import { beforeEach, describe, expect, it } from 'vitest';
import { later, type Owner, startedAt } from './documents-harness.ts';

export type IdempotencyKeysHarness = {
  idempotencyKeys: IdempotencyKeysPort;
  inTransaction: UnitOfWork<{ idempotencyKeys: IdempotencyKeysPort }>;
  newRecord: () => Promise<Owner>;
  /** Resolves when one of the calls under way waits for another one to end. */
  untilSomebodyWaits: () => Promise<void>;
};

/** What is promised of requests that come twice. */
export function describeIdempotencyKeys(name: string, create: () => IdempotencyKeysHarness): void {
  describe(`idempotency keys: ${name}`, () => {
    let harness: IdempotencyKeysHarness;
    let keys: IdempotencyKeysPort;
    let recordId: string;
    beforeEach(async () => {
      harness = create();
      keys = harness.idempotencyKeys;
      ({ recordId } = await harness.newRecord());
    });
    const made = (more: Partial<MadeByKey> = {}): MadeByKey => ({
      fingerprint: 'of a request',
      documentId: newId(),
      isDuplicate: false,
      ...more,
    });

    it('tell what was made under them, each record’s its own', async () => {
      const [mine, theirs] = [made({ isDuplicate: true }), made()];
      const stranger = await harness.newRecord();
      expect(await keys.find(recordId, 'a key')).toBeUndefined();
      expect(await keys.add(recordId, 'a key', mine, startedAt)).toBe(true);
      expect(await keys.add(recordId, 'a key', theirs, startedAt)).toBe(false);
      expect(await keys.add(stranger.recordId, 'a key', theirs, startedAt)).toBe(true);
      expect(await keys.find(recordId, 'a key')).toEqual(mine);
      expect(await keys.find(recordId, 'another key')).toBeUndefined();
    });

    it('who comes with one that is just being written waits for it', async () => {
      const [first, second] = [made(), made()];
      let later: Promise<boolean> | undefined;
      await harness.inTransaction(async ({ idempotencyKeys }) => {
        await idempotencyKeys.add(recordId, 'a key', first, startedAt);
        later = harness.inTransaction((ports) => ports.idempotencyKeys.add(recordId, 'a key', second, startedAt));
        await harness.untilSomebodyWaits();
      });
      expect(await later).toBe(false);
      expect(await keys.find(recordId, 'a key')).toEqual(first);
    });

    it('are free again when what was made under them was not made', async () => {
      const failing = harness.inTransaction(async ({ idempotencyKeys }) => {
        await idempotencyKeys.add(recordId, 'a key', made(), startedAt);
        throw new Error('it was not made');
      });
      await expect(failing).rejects.toThrow('it was not made');
      expect(await keys.add(recordId, 'a key', made(), startedAt)).toBe(true);
      await keys.forget(recordId, 'a key');
      expect(await keys.find(recordId, 'a key')).toBeUndefined();
    });

    it('are kept until they are too old', async () => {
      await keys.removeOlder(later(9999));
      await keys.add(recordId, 'old', made(), later(0));
      await keys.add(recordId, 'young', made(), later(10));
      expect(await keys.removeOlder(later(10))).toBe(1);
      expect(await keys.find(recordId, 'old')).toBeUndefined();
      expect(await keys.find(recordId, 'young')).toBeDefined();
    });
  });
}
