import type { Document, DocumentState } from '../documents/document.ts';
import type { Notice } from '../notices/notice.ts';

const kinds = {
  uploading: undefined,
  processing: undefined,
  ready: 'document_ready',
  blocked: 'document_blocked',
  refused: 'document_needs_you',
  unscannable: 'document_needs_you',
} as const satisfies Record<DocumentState, Notice['kind'] | undefined>;

/**
 * What its patient is told when a document was decided about: of each state that it comes to, once. Undefined of one that
 * they have put into the trash meanwhile: they are done with it.
 */
export function noticeOfCheck(
  { id: documentId, recordId, state, trashedAt }: Document,
  createdAt: Date,
): Notice | undefined {
  const kind = kinds[state];
  if (kind === undefined || trashedAt !== null) return undefined;
  return { kind, recordId, documentId, cause: `checked:${documentId}:${state}`, createdAt };
}
