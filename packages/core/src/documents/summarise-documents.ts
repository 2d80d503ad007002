import type { Viewer } from '../viewer.ts';
import type { DocumentsPort, DocumentsSummary } from './documents.port.ts';

export type SummariseDocuments = (input: { viewer: Viewer }) => Promise<DocumentsSummary>;

export function createSummariseDocuments({ documents }: { documents: DocumentsPort }): SummariseDocuments {
  return ({ viewer }) => documents.summarise(viewer.recordId);
}
