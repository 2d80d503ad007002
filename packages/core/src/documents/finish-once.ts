import { uploadInterrupted } from './document-problems.ts';
import type { Document } from './document.ts';
import type { DocumentsPort, FinishedUpload } from './documents.port.ts';

export type FinishOnce = Omit<FinishedUpload, 'isCopy'> & {
  /** Keep it although the record has these bytes. */
  keepBoth: boolean;
};

/**
 * Within a transaction: makes a document of a stored upload, or answers the one of this record that has the same bytes,
 * which may lie in the trash; nothing changed then. Undefined where the upload was swept or finished by another call.
 */
export async function finishOnce(
  documents: DocumentsPort,
  { keepBoth, ...finished }: FinishOnce,
): Promise<{ document: Document; duplicate: boolean } | undefined> {
  const { recordId, sha256 } = finished;
  const known = keepBoth ? undefined : await documents.findBySha256(recordId, sha256);
  if (known) return { document: known, duplicate: true };
  const first = await documents.finish({ ...finished, isCopy: false });
  // A copy is what has an original: bytes that come for the first time stay what later ones are compared with.
  const isWantedCopy = first.outcome === 'duplicate' && keepBoth;
  const done = isWantedCopy ? await documents.finish({ ...finished, isCopy: true }) : first;
  if (done.outcome === 'finished') return { document: done.document, duplicate: false };
  if (done.outcome === 'gone') return undefined;
  const same = await documents.findBySha256(recordId, sha256);
  // The document with these bytes was deleted in this very moment: sending it again keeps it.
  if (same === undefined) throw uploadInterrupted();
  return { document: same, duplicate: true };
}
