import type { UnitOfWork } from '../unit-of-work.port.ts';
import type { Viewer } from '../viewer.ts';
import type { AbandonUpload } from './abandon-upload.ts';
import type { Document, DocumentCategory } from './document.ts';
import { uploadInterrupted } from './document-problems.ts';
import type { DocumentsPort, FinishedUpload } from './documents.port.ts';
import { activityOf, type DocumentsWork } from './documents-work.ts';
import { titleFromFileName } from './file-name.ts';
import { finishOnce } from './finish-once.ts';
import { findMade, type IdempotentRequest } from './idempotency.ts';
import type { IdempotencyKeysPort } from './idempotency-keys.port.ts';
import type { StoredUpload } from './store-upload.ts';
import type { UploadWritesPort } from './upload-writes.port.ts';

export type FinishUpload = (input: FinishUploadInput) => Promise<FinishedDocument>;
export type FinishedDocument = { document: Document; duplicate: boolean };

export type FinishUploadInput = {
  viewer: Viewer;
  upload: StoredUpload;
  /** What the patient said about it; the rest is guessed or left open. */
  title: string | undefined;
  category: DocumentCategory | undefined;
  documentDate: string | undefined;
  /** Keep it although the record has these bytes. */
  keepBoth: boolean;
  idempotency: IdempotentRequest | undefined;
};

type FinishWork = DocumentsWork & { idempotencyKeys: IdempotencyKeysPort };

export type FinishUploadDependencies = {
  inTransaction: UnitOfWork<FinishWork>;
  uploadWrites: Pick<UploadWritesPort, 'finishAndRecord'>;
  abandonUpload: AbandonUpload;
  now: () => Date;
  /** There is a document to check. */
  nudge: () => void;
};

/**
 * Makes a stored upload a document of the record in state `processing`, with the job that checks it, or finds the one
 * that has these bytes already (in the trash too) and drops the new ones. The same request at the same time makes one
 * document. Rejects with `upload_interrupted` when the upload was swept, and with `idempotency_key_reused`; nothing is
 * kept then, nor on any other failure.
 */
export function createFinishUpload(dependencies: FinishUploadDependencies): FinishUpload {
  const { inTransaction, uploadWrites, abandonUpload, now, nudge } = dependencies;
  return async (input) => {
    const intent = input.upload;
    try {
      const uploadedAt = now();
      const plain = await finishPlain(uploadWrites, input, uploadedAt);
      const result = plain
        ? { document: plain, duplicate: false }
        : await inTransaction((ports) => finish(ports, input, uploadedAt));
      if (result.document.id === intent.documentId) nudge();
      else await abandonUpload({ intent });
      return result;
    } catch (error) {
      await abandonUpload({ intent });
      throw error;
    }
  };
}

/** What nearly all are: new bytes under a new key, or none. One call, while which alone the record's other writers wait. */
async function finishPlain(
  uploadWrites: FinishUploadDependencies['uploadWrites'],
  input: FinishUploadInput,
  uploadedAt: Date,
): Promise<Document | undefined> {
  const { viewer, upload, keepBoth, idempotency } = input;
  if (keepBoth) return undefined;
  const entry = activityOf(viewer, 'document_uploaded', upload.documentId);
  const finished = { ...finishedOf(input, uploadedAt), isCopy: false };
  return uploadWrites.finishAndRecord({ finished, entry, idempotency });
}

/** The key first: who comes with the same one meanwhile waits here, and finds what was made. */
async function finish(ports: FinishWork, input: FinishUploadInput, uploadedAt: Date): Promise<FinishedDocument> {
  const { viewer, upload, idempotency } = input;
  const { recordId } = viewer;
  if (idempotency === undefined) return makeDocument(ports, input, uploadedAt);
  const { documents, idempotencyKeys } = ports;
  const { key, fingerprint } = idempotency;
  const made = { fingerprint, documentId: upload.documentId, isDuplicate: false };
  if (!(await idempotencyKeys.add(recordId, key, made, uploadedAt))) {
    return answerOfOther(documents, await findMade(idempotencyKeys, recordId, idempotency), recordId);
  }
  const done = await makeDocument(ports, input, uploadedAt);
  if (done.duplicate) {
    await idempotencyKeys.forget(recordId, key);
    await idempotencyKeys.add(
      recordId,
      key,
      { fingerprint, documentId: done.document.id, isDuplicate: true },
      uploadedAt,
    );
  }
  return done;
}

async function answerOfOther(
  documents: DocumentsPort,
  made: { documentId: string; isDuplicate: boolean } | undefined,
  recordId: string,
): Promise<FinishedDocument> {
  const document = made && (await documents.find(recordId, made.documentId));
  // Made and deleted for good, both while this one was on its way.
  if (!document) throw uploadInterrupted();
  return { document, duplicate: made.isDuplicate };
}

async function makeDocument(
  { documents, activity }: FinishWork,
  input: FinishUploadInput,
  uploadedAt: Date,
): Promise<FinishedDocument> {
  const { viewer, upload, keepBoth } = input;
  const done = await finishOnce(documents, { ...finishedOf(input, uploadedAt), keepBoth });
  // Swept meanwhile.
  if (done === undefined) throw uploadInterrupted();
  if (!done.duplicate) await activity.record(activityOf(viewer, 'document_uploaded', upload.documentId));
  return done;
}

function finishedOf(
  { viewer, upload, title, category, documentDate }: FinishUploadInput,
  uploadedAt: Date,
): Omit<FinishedUpload, 'isCopy'> {
  return {
    documentId: upload.documentId,
    recordId: viewer.recordId,
    state: 'processing',
    title: title ?? titleFromFileName(upload.fileName),
    fileName: upload.fileName,
    category: category ?? 'other',
    documentDate: documentDate ?? null,
    sizeInBytes: upload.sizeInBytes,
    sha256: upload.sha256,
    checkResult: null,
    uploadedAt,
  };
}
