import type { Viewer } from '../viewer.ts';
import type { DocumentsPage, DocumentsPort, DocumentsQuery } from './documents.port.ts';

export type ListDocuments = (input: {
  viewer: Viewer;
  query: Omit<DocumentsQuery, 'recordId'>;
}) => Promise<DocumentsPage>;

/** One page of the viewer's own documents. Lists are not noted in the activity record. */
export function createListDocuments({ documents }: { documents: DocumentsPort }): ListDocuments {
  return ({ viewer, query }) => documents.list({ ...query, recordId: viewer.recordId });
}
