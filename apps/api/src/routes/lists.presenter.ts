import { createHash } from 'node:crypto';
import { DocumentList, DocumentSummary } from '@portal/contract/documents';
import type { DocumentsPage, DocumentsQuery, DocumentsSummary } from '@portal/core/documents/documents.port';
import * as z from 'zod';
import type { CursorCodec, CursorList } from '../http/cursor.ts';
import { presentPage, presentSummary } from './documents.presenter.ts';

// Counts up where the same fields come to be filled in another way: the schemas don't show that.
const presentation = 1;

/** Parts what releases keep: another one for every change of what a list or a summary looks like. */
export const listContract: string = createHash('sha256')
  .update(JSON.stringify([presentation, ...[DocumentList, DocumentSummary].map((schema) => z.toJSONSchema(schema))]))
  .digest('base64url')
  .slice(0, 16);

/** What a cursor of this list is sealed for. */
export function cursorListOf({
  recordId,
  sort,
  view,
  category,
  search,
}: Pick<DocumentsQuery, 'recordId' | 'sort' | 'view' | 'category' | 'search'>): CursorList {
  return { recordId, sort, view, category, search };
}

/** The bytes of the answer, parsed by the contract: they are kept, and sent again as they are. */
export function createPresentList({ cursors }: { cursors: CursorCodec }) {
  return (page: DocumentsPage, query: DocumentsQuery): Uint8Array => {
    const nextCursor = page.next ? cursors.encode(page.next, cursorListOf(query)) : null;
    return Buffer.from(JSON.stringify(DocumentList.parse(presentPage(page, nextCursor))));
  };
}

export function presentSummaryBytes(summary: DocumentsSummary): Uint8Array {
  return Buffer.from(JSON.stringify(DocumentSummary.parse(presentSummary(summary))));
}
