import type { Viewer } from '../viewer.ts';
import type { AbandonUpload } from './abandon-upload.ts';
import type { Document, DocumentCategory } from './document.ts';
import { uploadInterrupted } from './document-problems.ts';
import { activityOf, type DocumentsWork, type InDocumentsTransaction } from './documents-work.ts';
import { titleFromFileName } from './file-name.ts';
import type { StoredUpload } from './store-upload.ts';

export type FinishUpload = (input: FinishUploadInput) => Promise<{ document: Document; duplicate: boolean }>;

export type FinishUploadInput = {
  viewer: Viewer;
  upload: StoredUpload;
  /** What the patient said about it; the rest is guessed or left open. */
  title: string | undefined;
  category: DocumentCategory | undefined;
  documentDate: string | undefined;
  /** Keep it although the record has these bytes. */
  keepBoth: boolean;
};

export type FinishUploadDependencies = {
  inTransaction: InDocumentsTransaction;
  abandonUpload: AbandonUpload;
  now: () => Date;
};

/**
 * Makes a stored upload a document of the record, or finds the one that has these bytes already and drops the new
 * ones. Rejects with `upload_interrupted` when the upload was swept; nothing is kept then, nor on any other failure.
 */
export function createFinishUpload({ inTransaction, abandonUpload, now }: FinishUploadDependencies): FinishUpload {
  return async (input) => {
    const intent = input.upload;
    try {
      const result = await inTransaction((ports) => finish(ports, input, now()));
      if (result.duplicate) await abandonUpload({ intent });
      return result;
    } catch (error) {
      await abandonUpload({ intent });
      throw error;
    }
  };
}

async function finish({ documents, activity }: DocumentsWork, input: FinishUploadInput, uploadedAt: Date) {
  const { viewer, upload } = input;
  const finished = {
    documentId: upload.documentId,
    recordId: viewer.recordId,
    state: 'ready',
    title: input.title ?? titleFromFileName(upload.fileName),
    fileName: upload.fileName,
    category: input.category ?? 'other',
    documentDate: input.documentDate ?? null,
    sizeInBytes: upload.sizeInBytes,
    sha256: upload.sha256,
    checkResult: 'not_scanned',
    uploadedAt,
  } as const;
  const first = await documents.finish({ ...finished, isCopy: false });
  // A copy is what has an original: bytes that come for the first time stay what later ones are compared with.
  const isWantedCopy = first.outcome === 'duplicate' && input.keepBoth;
  const done = isWantedCopy ? await documents.finish({ ...finished, isCopy: true }) : first;
  if (done.outcome === 'finished') {
    await activity.record(activityOf(viewer, 'document_uploaded', upload.documentId));
    return { document: done.document, duplicate: false };
  }
  const same = done.outcome === 'duplicate' && (await documents.findBySha256(viewer.recordId, upload.sha256));
  // Swept meanwhile, or the document with these bytes was deleted in this very moment: sending it again keeps it.
  if (!same) throw uploadInterrupted();
  return { document: same, duplicate: true };
}
