import type { DocumentFilesPort } from '../documents/document-files.port.ts';
import type { Document } from '../documents/document.ts';
import type { CheckConclusion, DocumentsPort } from '../documents/documents.port.ts';
import { checkFailedOf, type InDocumentsTransaction } from '../documents/documents-work.ts';
import { hashStoredFile } from '../documents/hash-stored-file.ts';
import type { JobOutcome } from '../jobs/jobs.port.ts';

export type CheckDocument = (input: {
  recordId: string;
  documentId: string;
  signal: AbortSignal;
}) => Promise<JobOutcome>;

export type CheckDocumentDependencies = {
  inTransaction: InDocumentsTransaction;
  documents: Pick<DocumentsPort, 'find'>;
  files: Pick<DocumentFilesPort, 'read'>;
  now: () => Date;
};

type Verdict = Pick<CheckConclusion, 'checkResult'> & { state: 'ready' | 'refused' };

/**
 * Reads a document's bytes as a whole, once: those of the declared size and SHA-256 can be opened from now on, others
 * never. Of a document that was decided about or deleted nothing is read. A store that fails rejects, and so does an
 * aborted `signal`: nothing is decided then. Any number may look at the same document; one of them decides.
 */
export function createCheckDocument(dependencies: CheckDocumentDependencies): CheckDocument {
  const { documents } = dependencies;
  return async ({ recordId, documentId, signal }) => {
    const document = await documents.find(recordId, documentId);
    if (document?.state !== 'processing') return { outcome: 'done' };
    const isSame = await isAsDeclared(dependencies, document, signal);
    if (isSame !== undefined) {
      await conclude(
        dependencies,
        document,
        isSame ? { state: 'ready', checkResult: 'not_scanned' } : { state: 'refused', checkResult: 'mismatch' },
      );
    }
    return { outcome: 'done' };
  };
}

/** Undefined where the document was deleted under the reading. */
async function isAsDeclared(
  { files, documents }: CheckDocumentDependencies,
  document: Document,
  signal: AbortSignal,
): Promise<boolean | undefined> {
  const found = await hashStoredFile(files, document.storageKey, { signal, onBytes: () => undefined });
  if (found) return found.sizeInBytes === document.sizeInBytes && found.sha256 === document.sha256;
  if ((await documents.find(document.recordId, document.id)) === undefined) return undefined;
  throw new Error(`The bytes of document ${document.id} are not in the store.`);
}

async function conclude(
  { inTransaction, now }: CheckDocumentDependencies,
  { id: documentId, recordId }: Document,
  verdict: Verdict,
): Promise<void> {
  await inTransaction(async ({ documents, activity }) => {
    const document = await documents.concludeCheck({ ...verdict, recordId, documentId, checkedAt: now() });
    if (document?.state === 'refused') await activity.record(checkFailedOf(document));
  });
}
