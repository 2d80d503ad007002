import type { Viewer } from '../viewer.ts';
import type { DocumentsPort, DocumentsSummary } from './documents.port.ts';
import type { ReadUnderVersion } from './read-under-version.ts';

export type SummariseDocuments = (input: { viewer: Viewer }) => Promise<Uint8Array>;

/** The counts of the viewer's documents, as they are sent: made once for a version, like a page of a list. */
export function createSummariseDocuments(dependencies: {
  readUnderVersion: ReadUnderVersion;
  documents: Pick<DocumentsPort, 'summarise'>;
  present: (summary: DocumentsSummary) => Uint8Array;
}): SummariseDocuments {
  const { readUnderVersion, documents, present } = dependencies;
  return async ({ viewer: { recordId } }) => {
    const { bytes } = await readUnderVersion({
      recordId,
      page: 'summary',
      versionAhead: undefined,
      isKnown: () => false,
      read: async () => {
        const summary = await documents.summarise(recordId);
        return { version: summary.version, bytes: present(summary) };
      },
    });
    if (!bytes) throw new Error('A summary without its bytes.');
    return bytes;
  };
}
