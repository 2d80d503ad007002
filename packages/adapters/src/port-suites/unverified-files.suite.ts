import type { UnverifiedFile, UnverifiedFilesPort } from '@portal/core/uploads/unverified-files.port';
import { beforeEach, describe, expect, it } from 'vitest';
import { later } from './documents-harness.ts';

export type UnverifiedFilesHarness = {
  unverifiedFiles: UnverifiedFilesPort;
  newDocument: () => Promise<UnverifiedFile>;
  deleteDocument: (file: UnverifiedFile) => Promise<void>;
};

/** What the list of files to be verified promises. */
export function describeUnverifiedFiles(name: string, create: () => Promise<UnverifiedFilesHarness>): void {
  describe(`unverified files: ${name}`, () => {
    let harness: UnverifiedFilesHarness;
    let unverifiedFiles: UnverifiedFilesPort;
    beforeEach(async () => {
      harness = await create();
      ({ unverifiedFiles } = harness);
    });
    const add = async (minutes = 0) => {
      const file = await harness.newDocument();
      await unverifiedFiles.add(file, later(minutes));
      return file;
    };

    it('are claimed when they are due, the longest first, and not again while they are claimed', async () => {
      const second = await add(2);
      const first = await add(1);
      expect(await unverifiedFiles.claim(later(0), later(9), 10)).toEqual([]);
      expect(await unverifiedFiles.claim(later(3), later(9), 1)).toEqual([first]);
      expect(await unverifiedFiles.claim(later(3), later(9), 10)).toEqual([second]);
      expect(await unverifiedFiles.claim(later(8), later(20), 10)).toEqual([]);
      expect(await unverifiedFiles.claim(later(9), later(20), 10)).toHaveLength(2);
    });

    it('are shared by all who claim at once', async () => {
      for (let number = 0; number < 20; number += 1) await add();
      const claims = await Promise.all([1, 2, 3, 4].map(() => unverifiedFiles.claim(later(1), later(9), 5)));
      const ids = claims.flat().map(({ documentId }) => documentId);
      expect(new Set(ids).size).toBe(ids.length);
      const rest = await unverifiedFiles.claim(later(1), later(9), 100);
      expect(ids.length + rest.length).toBe(20);
    });

    it('are kept for longer, or given back earlier, by who has them', async () => {
      const { documentId } = await add();
      await unverifiedFiles.claim(later(1), later(3), 1);
      await unverifiedFiles.moveDue(documentId, later(9));
      expect(await unverifiedFiles.claim(later(8), later(99), 1)).toEqual([]);
      await unverifiedFiles.moveDue(documentId, later(5));
      expect(await unverifiedFiles.claim(later(5), later(99), 1)).toHaveLength(1);
    });

    it('are struck once and again, and leave with their document', async () => {
      const [struck, deleted] = [await add(), await add()];
      await unverifiedFiles.strike(struck.documentId);
      await unverifiedFiles.strike(struck.documentId);
      await unverifiedFiles.moveDue(struck.documentId, later(0));
      await harness.deleteDocument(deleted);
      expect(await unverifiedFiles.claim(later(99), later(999), 10)).toEqual([]);
    });
  });
}
