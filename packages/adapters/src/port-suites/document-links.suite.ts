import { randomUUID } from 'node:crypto';
import type { DocumentLinksPort } from '@portal/core/documents/document-links.port';
import { beforeEach, describe, expect, it } from 'vitest';
import { newStorageKey } from './document-files.suite.ts';

export type DocumentLinksHarness = {
  links: DocumentLinksPort;
  /** The same ports of another portal. */
  foreignLinks: DocumentLinksPort;
  passTime: (ms: number) => void;
};

const tokenOf = (url: string): string => url.slice(url.lastIndexOf('/') + 1);

/** What URLs that this portal serves itself promise. */
export function describeDocumentLinks(name: string, create: () => DocumentLinksHarness): void {
  describe(`document links: ${name}`, () => {
    let harness: DocumentLinksHarness;
    beforeEach(() => {
      harness = create();
    });
    const link = { recordId: randomUUID(), documentId: randomUUID(), disposition: 'attachment' } as const;
    const storageKey = newStorageKey();

    it.each(['inline', 'attachment'] as const)(
      'row 32: opens the one document it was made for, %s',
      async (disposition) => {
        const url = await harness.links.create({ ...link, disposition, storageKey }, 60_000);
        expect(url).toMatch(/^\/files\/[\w-]+$/);
        expect(await harness.links.read(tokenOf(url))).toEqual({ ...link, disposition });
      },
    );

    it('row 32: is good until its time is over', async () => {
      const token = tokenOf(await harness.links.create({ ...link, storageKey }, 60_000));
      harness.passTime(60_000);
      expect(await harness.links.read(token)).toEqual(link);
      harness.passTime(1);
      expect(await harness.links.read(token)).toBeUndefined();
    });

    it('row 32: cannot be changed in a single bit', async () => {
      const bytes = Buffer.from(tokenOf(await harness.links.create({ ...link, storageKey }, 60_000)), 'base64url');
      for (let bit = 0; bit < bytes.length * 8; bit += 1) {
        const forged = Buffer.from(bytes);
        forged[bit >> 3]! ^= 1 << (bit & 7);
        expect(await harness.links.read(forged.toString('base64url'))).toBeUndefined();
      }
    });

    it('row 32: is good in no other portal', async () => {
      const token = tokenOf(await harness.foreignLinks.create({ ...link, storageKey }, 60_000));
      expect(await harness.links.read(token)).toBeUndefined();
    });

    it.each(['', 'x', '../../etc/passwd', '%00', 'A'.repeat(98), 'A'.repeat(100_000), 'ä'.repeat(98)])(
      'reads nothing out of %.20j',
      async (token) => {
        expect(await harness.links.read(token)).toBeUndefined();
      },
    );

    it('is spelt in one way only', async () => {
      const token = tokenOf(await harness.links.create({ ...link, storageKey }, 60_000));
      for (const other of [
        `${token}=`,
        `${token}==`,
        ` ${token}`,
        `${token}.`,
        `${token.slice(0, 50)}\n${token.slice(50)}`,
      ]) {
        expect(await harness.links.read(other)).toBeUndefined();
      }
    });
  });
}
