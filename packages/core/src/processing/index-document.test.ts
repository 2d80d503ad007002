import { Readable } from 'node:stream';
import { describe, expect, it } from 'vitest';
import { storageFull, storeUnavailable } from '../documents/document-problems.ts';
import { createIndexDocument, type IndexDocumentDependencies } from './index-document.ts';
import type { DocumentIndex } from './document-index.port.ts';

const ids = { recordId: 'record', documentId: 'document' };
const { signal } = new AbortController();
const indexedAt = new Date('2026-05-03T10:00:00Z');

/** What stands around the use case, kept in memory; `changes` are the faults of a test. */
function stage(changes: Partial<IndexDocumentDependencies> = {}) {
  const kept: DocumentIndex[] = [];
  const faults: string[] = [];
  const scratch = new Set<string>();
  const documentIndex: Parameters<Parameters<IndexDocumentDependencies['inTransaction']>[0]>[0]['documentIndex'] = {
    findUnindexed: async () => (kept.length === 0 ? { storageKey: 'a/b/c' } : undefined),
    keep: async (input) => {
      kept.push(input);
      return true;
    },
    listUnindexed: async () => [],
  };
  const indexDocument = createIndexDocument({
    inTransaction: (work) => work({ documentIndex }),
    documentIndex,
    files: { read: async () => ({ sizeInBytes: 3, bytes: Readable.from([Buffer.from('pdf')]) }) },
    scratch: {
      keep: async (bytes) => {
        bytes.resume();
        scratch.add('copy');
        return { path: 'copy', sizeInBytes: 3, remove: async () => void scratch.delete('copy') };
      },
    },
    inspector: {
      drawFirstPage: async (_file, { widthInPixels }) => {
        return { bytes: Buffer.alloc(widthInPixels * 100), contentType: 'image/webp' };
      },
      readText: async () => ({ pages: [{ page: 1, text: ' Iron\u0000 ', source: 'text' }], isComplete: true }),
    },
    now: () => indexedAt,
    reportFault: (what) => void faults.push(what),
    ...changes,
  });
  const index = (attempt = 1) => indexDocument({ ...ids, attempt, signal });
  return { index, kept, faults, scratch };
}

const unavailable = async () => {
  throw storeUnavailable();
};

describe('indexing a document', () => {
  it('keeps its picture and its words at once, and leaves nothing on the disk', async () => {
    const { index, kept, scratch } = stage();
    expect(await index()).toEqual({ outcome: 'done' });
    const pages = [{ page: 1, text: 'Iron', source: 'text' }];
    expect(kept).toEqual([
      { ...ids, thumbnail: { bytes: Buffer.alloc(32_000), contentType: 'image/webp' }, pages, indexedAt },
    ]);
    expect(scratch.size).toBe(0);
    await index();
    expect(kept).toHaveLength(1);
  });

  it('draws a busy page smaller, and leaves one without a picture that no width makes small', async () => {
    for (const [bytesAPixel, widths, hasPicture] of [
      [300, [320, 160], true],
      [1_000, [320, 160], false],
    ] as const) {
      const drawn: number[] = [];
      const { index, kept } = stage({
        inspector: {
          drawFirstPage: async (_file, { widthInPixels }) => {
            drawn.push(widthInPixels);
            return { bytes: Buffer.alloc(widthInPixels * bytesAPixel), contentType: 'image/webp' };
          },
          readText: async () => ({ pages: [], isComplete: true }),
        },
      });
      await index();
      expect(drawn).toEqual(widths);
      expect(kept[0]?.thumbnail !== undefined).toBe(hasPicture);
    }
  });

  it('is done with a page that cannot be drawn and a text that cannot be read', async () => {
    const readText = async () => ({ pages: [], isComplete: false });
    const { index, kept } = stage({ inspector: { drawFirstPage: async () => undefined, readText } });
    expect(await index()).toEqual({ outcome: 'done' });
    expect(kept).toMatchObject([{ thumbnail: undefined, pages: [] }]);
  });

  it('waits for a store that does not answer, and for room on the disk', async () => {
    const full = async () => {
      throw storageFull();
    };
    for (const changes of [{ files: { read: unavailable } }, { scratch: { keep: full } }]) {
      const { index, kept, faults } = stage(changes);
      expect(await index(4)).toEqual({ outcome: 'later', afterMs: 60_000 });
      expect([kept, faults.length]).toEqual([[], 1]);
    }
  });

  it('gives up what failed again and again, and says so: it is ready all the same', async () => {
    const { index, kept, faults, scratch } = stage({
      inspector: {
        drawFirstPage: async () => {
          throw new Error('a fault of ours');
        },
        readText: async () => ({ pages: [], isComplete: true }),
      },
    });
    for (const attempt of [1, 2, 3, 4]) await expect(index(attempt)).rejects.toThrow('a fault of ours');
    expect([kept, scratch.size]).toEqual([[], 0]);
    expect(await index(5)).toEqual({ outcome: 'done' });
    expect(kept).toMatchObject([{ ...ids, thumbnail: undefined, pages: [] }]);
    expect(faults).toEqual(['indexing a document: given up']);
  });

  it('fails where the bytes are not there though the document is', async () => {
    const { index, kept } = stage({ files: { read: async () => undefined } });
    await expect(index()).rejects.toThrow('not in the store');
    expect(kept).toEqual([]);
  });

  it('reads nothing of a document that is gone, closed or indexed', async () => {
    const documentIndex = { findUnindexed: async () => undefined };
    const { index } = stage({ documentIndex, files: { read: unavailable } });
    expect(await index()).toEqual({ outcome: 'done' });
  });
});
