import { newId } from '@portal/core/new-id';
import type { UnitOfWork } from '@portal/core/unit-of-work.port';
import type { Upload, UploadsPort } from '@portal/core/uploads/uploads.port';
import { beforeEach, describe, expect, it } from 'vitest';
import { later, type Owner, sha256Of, startedAt } from './documents-harness.ts';

export type UploadsHarness = {
  uploads: UploadsPort;
  inTransaction: UnitOfWork<{ uploads: UploadsPort }>;
  newRecord: () => Promise<Owner>;
  /** Resolves when a statement waits for a lock. */
  untilSomebodyWaits: () => Promise<void>;
};

export function uploadOf(owner: Owner, more: Partial<Upload> = {}): Upload {
  const id = newId();
  return {
    id,
    recordId: owner.recordId,
    uploadedBy: owner.userId,
    storageKey: `documents/${owner.recordId}/${id}/0123456789abcdef`,
    multipartId: 'parts',
    fileName: 'Ärztebrief.pdf',
    sizeInBytes: 5_000_000_000,
    partSizeInBytes: 8_000_000,
    sha256: sha256Of(id),
    title: 'Ärztebrief',
    category: 'imaging',
    documentDate: '2026-05-01',
    keepBoth: false,
    createdAt: startedAt,
    expiresAt: later(60),
    documentId: null,
    isDuplicate: false,
    ...more,
  };
}

/** What the rows of uploads in parts promise. */
export function describeUploads(name: string, create: () => UploadsHarness): void {
  describe(`uploads in parts: ${name}`, () => {
    let harness: UploadsHarness;
    let uploads: UploadsPort;
    let owner: Owner;
    let stranger: Owner;
    beforeEach(async () => {
      harness = create();
      ({ uploads } = harness);
      owner = await harness.newRecord();
      stranger = await harness.newRecord();
    });
    const add = (upload: Upload) => harness.inTransaction((ports) => ports.uploads.add(upload));

    it('gives back what it took, to its record alone', async () => {
      const upload = uploadOf(owner);
      expect(await add(upload)).toBe('added');
      expect(await uploads.find(owner.recordId, upload.id)).toEqual(upload);
      expect(await uploads.find(stranger.recordId, upload.id)).toBeUndefined();
      const bare = uploadOf(owner, { title: null, category: null, documentDate: null });
      await add(bare);
      expect(await uploads.find(owner.recordId, bare.id)).toEqual(bare);
    });

    it('has the same bytes under way once in a record, but for wanted copies', async () => {
      const first = uploadOf(owner);
      const { sha256, sizeInBytes } = first;
      const outcomes = await Promise.all([first, ...[1, 2, 3].map(() => uploadOf(owner, { sha256 }))].map(add));
      expect(outcomes.filter((outcome) => outcome === 'added')).toHaveLength(1);
      const found = await uploads.findBySha256(owner.recordId, sha256, sizeInBytes);
      expect(found).toMatchObject({ sha256 });
      expect(await uploads.findBySha256(owner.recordId, sha256, sizeInBytes + 1)).toBeUndefined();
      expect(await uploads.findBySha256(stranger.recordId, sha256, sizeInBytes)).toBeUndefined();
      expect(await add(uploadOf(stranger, { sha256 }))).toBe('added');
      expect(await add(uploadOf(owner, { sha256, keepBoth: true }))).toBe('added');
      expect(await add(uploadOf(owner, { sha256, keepBoth: true }))).toBe('added');
      // What is done is under way no more.
      expect(await uploads.settle(owner.recordId, found!.id, found!.id, false)).toBe(true);
      expect(await uploads.findBySha256(owner.recordId, sha256, sizeInBytes)).toBeUndefined();
      expect(await add(uploadOf(owner, { sha256 }))).toBe('added');
    });

    it('a transaction goes on after one that was taken', async () => {
      const { sha256 } = uploadOf(owner);
      await add(uploadOf(owner, { sha256 }));
      const other = uploadOf(owner);
      await harness.inTransaction(async (ports) => {
        expect(await ports.uploads.add(uploadOf(owner, { sha256 }))).toBe('taken');
        expect(await ports.uploads.add(other)).toBe('added');
      });
      expect(await uploads.find(owner.recordId, other.id)).toBeDefined();
    });

    it('what became of it is written down once', async () => {
      const upload = uploadOf(owner);
      await add(upload);
      const documentId = newId();
      expect(await uploads.settle(stranger.recordId, upload.id, documentId, true)).toBe(false);
      const settled = await Promise.all(
        [1, 2, 3].map(() => uploads.settle(owner.recordId, upload.id, documentId, true)),
      );
      expect(settled.filter(Boolean)).toHaveLength(1);
      expect(await uploads.find(owner.recordId, upload.id)).toMatchObject({
        documentId,
        isDuplicate: true,
        fileName: '',
        title: null,
      });
      expect(await uploads.remove(owner.recordId, upload.id)).toBe(false);
    });

    it('is given up by its record alone, once', async () => {
      const upload = uploadOf(owner);
      await add(upload);
      await uploads.declareParts(upload.id, [{ number: 1, sha256: sha256Of('1') }]);
      expect(await uploads.remove(stranger.recordId, upload.id)).toBe(false);
      expect(await uploads.remove(owner.recordId, upload.id)).toBe(true);
      expect(await uploads.remove(owner.recordId, upload.id)).toBe(false);
      expect(await uploads.listDeclaredParts(upload.id)).toEqual([]);
      expect(await uploads.declareParts(upload.id, [{ number: 1, sha256: sha256Of('1') }])).toBe(false);
    });

    // The mutants: the look at the upload out of `declareParts`, and that look without its lock.
    it('takes nothing that is said of parts while it is given up', async () => {
      const upload = uploadOf(owner);
      await add(upload);
      let saying: Promise<boolean> | undefined;
      await harness.inTransaction(async (ports) => {
        await ports.uploads.remove(owner.recordId, upload.id);
        saying = uploads.declareParts(upload.id, [{ number: 1, sha256: sha256Of('1') }]);
        await harness.untilSomebodyWaits();
      });
      expect(await saying).toBe(false);
    });

    it('knows what was said of parts last, in order', async () => {
      const upload = uploadOf(owner);
      await add(upload);
      const said = (number: number, text = '') => ({ number, sha256: sha256Of(`${number}${text}`) });
      await uploads.declareParts(upload.id, [said(3), said(1)]);
      await Promise.all([
        uploads.declareParts(upload.id, [said(2), said(3)]),
        uploads.declareParts(upload.id, [said(2)]),
      ]);
      await uploads.declareParts(upload.id, [said(3, 'other'), said(3, 'at last')]);
      expect(await uploads.listDeclaredParts(upload.id)).toEqual([said(1), said(2), said(3, 'at last')]);
      expect(await uploads.findDeclaredPart(upload.id, 2)).toEqual(said(2));
      expect(await uploads.findDeclaredPart(upload.id, 4)).toBeUndefined();
    });

    it('forgets those whose time is over, whatever became of them', async () => {
      const [open, done, young] = [uploadOf(owner), uploadOf(owner), uploadOf(owner, { expiresAt: later(61) })];
      for (const upload of [open, done, young]) await add(upload);
      await uploads.settle(owner.recordId, done.id, done.id, false);
      await uploads.removeExpired(later(59));
      expect(await uploads.find(owner.recordId, open.id)).toBeDefined();
      expect(await uploads.removeExpired(later(60))).toBeGreaterThanOrEqual(2);
      for (const { id } of [open, done]) expect(await uploads.find(owner.recordId, id)).toBeUndefined();
      expect(await uploads.find(owner.recordId, young.id)).toEqual(young);
    });
  });
}
