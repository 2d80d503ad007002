import type { Viewer } from '../viewer.ts';
import type { ListReadsPort } from './document-lists.port.ts';
import type { DocumentsPage, DocumentsQuery, DocumentsVersion } from './documents.port.ts';
import type { ReadUnderVersion, VersionedBytes } from './read-under-version.ts';

export type ListDocuments = (input: {
  viewer: Viewer;
  query: Omit<DocumentsQuery, 'recordId'>;
  versionAhead?: Promise<DocumentsVersion> | undefined;
  /** Whether the viewer has the page of this version already. */
  isKnown: (version: DocumentsVersion) => boolean;
}) => Promise<VersionedBytes>;

/**
 * One page of the viewer's own documents, as it is sent: `present` makes the bytes once, and they are kept. Lists are
 * not noted in the activity record.
 */
export function createListDocuments(dependencies: {
  readUnderVersion: ReadUnderVersion;
  readPage: ListReadsPort['readPage'];
  present: (page: DocumentsPage, query: DocumentsQuery) => Uint8Array;
}): ListDocuments {
  const { readUnderVersion, readPage, present } = dependencies;
  return ({ viewer: { recordId }, query: asked, versionAhead, isKnown }) => {
    const query: DocumentsQuery = { ...asked, recordId };
    return readUnderVersion({
      recordId,
      page: nameOf(asked),
      versionAhead,
      isKnown,
      read: async (version) => {
        const page = await readPage(query, version);
        return { version: page.version, bytes: present(page, query) };
      },
    });
  };
}

function nameOf({ view, sort, limit, category, search, after }: Omit<DocumentsQuery, 'recordId'>): string {
  return JSON.stringify(['list', view, sort, limit, category, search, after?.sortValue, after?.id]);
}
