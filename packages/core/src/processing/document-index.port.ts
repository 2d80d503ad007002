import type { Thumbnail } from '../documents/thumbnails.port.ts';
import type { PageText } from './inspector.port.ts';

/** What documents are shown and found by, made from their bytes once they are `ready`; it goes with their rows. */
export type DocumentIndexPort = {
  /** Undefined where it is not `ready`, gone, or indexed already. What lies in the trash is indexed too. */
  findUnindexed(recordId: string, documentId: string): Promise<{ storageKey: string } | undefined>;
  /**
   * Within a transaction of the caller's: picture, texts and words at once, and that it is indexed. False, and nothing
   * kept, where `findUnindexed` would find none. Of very many different words the last ones are left out.
   */
  keep(input: DocumentIndex): Promise<boolean>;
  /** Documents of any record, `ready` since before a time and not indexed, the newest first; without a job that waits. */
  listUnindexed(query: {
    checkedBefore: Date;
    limit: number;
  }): Promise<readonly { recordId: string; documentId: string }[]>;
};

export type DocumentIndex = {
  recordId: string;
  documentId: string;
  /** At most 64 KiB; undefined where page 1 cannot be drawn. */
  thumbnail: Thumbnail | undefined;
  /** Pages that hold words, in their order. */
  pages: readonly PageText[];
  indexedAt: Date;
};
