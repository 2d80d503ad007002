import { buffer } from 'node:stream/consumers';
import type { AbandonUpload } from '../documents/abandon-upload.ts';
import type { DocumentFilesPort } from '../documents/document-files.port.ts';
import { notAPdf, uploadInterrupted } from '../documents/document-problems.ts';
import type { Document } from '../documents/document.ts';
import type { DocumentsPort } from '../documents/documents.port.ts';
import { headerLength, kindOfFile } from '../documents/pdf-header.ts';
import { isProblem } from '../problem.ts';
import type { Viewer } from '../viewer.ts';
import type { DeclaredPart, FilePartsPort } from './file-parts.port.ts';
import { listReceived } from './get-upload.ts';
import { settleUpload } from './settle-upload.ts';
import { isUnderWay, partNumbersOf } from './upload-policy.ts';
import { uploadIncomplete, uploadNotFound } from './upload-problems.ts';
import { type InUploadsTransaction, intentOf } from './uploads-work.ts';
import type { Upload, UploadsPort } from './uploads.port.ts';

export type CompleteUpload = (input: { viewer: Viewer; uploadId: string }) => Promise<CompletedUpload>;
export type CompletedUpload = { document: Document; duplicate: boolean };

export type CompleteUploadDependencies = {
  inTransaction: InUploadsTransaction;
  uploads: UploadsPort;
  documents: DocumentsPort;
  parts: FilePartsPort;
  files: DocumentFilesPort;
  abandonUpload: AbandonUpload;
  now: () => Date;
  /** There is a document to check. */
  nudge: () => void;
};

/**
 * Makes a document in state `processing` of an upload whose parts are all there, or finds the one that has these bytes
 * and drops the new ones. Asked again, or twice at once, it makes one document and gives one answer. No byte is copied
 * and none but the first few are read. Throws `upload_not_found`, `upload_incomplete` with the numbers that are
 * missing, `not_a_pdf` (nothing is kept then), `upload_interrupted` where the upload was given up meanwhile,
 * `service_unavailable`.
 */
export function createCompleteUpload(dependencies: CompleteUploadDependencies): CompleteUpload {
  const { uploads, abandonUpload, now, nudge } = dependencies;

  return async ({ viewer, uploadId }) => {
    const upload = await uploads.find(viewer.recordId, uploadId);
    if (upload === undefined) throw uploadNotFound();
    if (upload.documentId !== null) return answerOf(dependencies, upload);
    if (!isUnderWay(upload, now())) throw uploadNotFound();

    const kind = (await makeWhole(dependencies, upload)) ? await kindOf(dependencies, upload) : undefined;
    if (kind === undefined) return answerOfOther(dependencies, upload);
    if (kind !== 'pdf') {
      await uploads.remove(viewer.recordId, uploadId);
      await abandonUpload({ intent: intentOf(upload) });
      throw notAPdf(kind === 'picture');
    }
    const done = await settle(dependencies, viewer, upload);
    if (done === undefined) {
      // Of one that was given up while it was made whole nobody else takes the bytes away.
      if (!(await uploads.find(viewer.recordId, uploadId))) await abandonUpload({ intent: intentOf(upload) });
      return answerOfOther(dependencies, upload);
    }
    if (done.duplicate) await abandonUpload({ intent: intentOf(upload) });
    else nudge();
    return done;
  };
}

/**
 * True when the file is whole, false when another call has made something of the upload meanwhile. That a file is whole
 * before its row says so is what a process leaves that died in between.
 */
async function makeWhole(dependencies: CompleteUploadDependencies, upload: Upload): Promise<boolean> {
  const { parts, files, uploads, abandonUpload } = dependencies;
  try {
    const declared = await uploads.listDeclaredParts(upload.id);
    await requireAll(dependencies, upload, declared);
    await parts.complete(upload, declared);
    return true;
  } catch (error) {
    const isIncomplete = isProblem(error, 'upload_incomplete');
    // Another call may have completed it in between, and dropped it as a duplicate.
    if (isIncomplete && (await files.stat(upload.storageKey))?.sizeInBytes === upload.sizeInBytes) return true;
    const current = await uploads.find(upload.recordId, upload.id);
    if (current?.documentId === null) throw error;
    // Given up meanwhile, and the store may do all the same what it was asked.
    if (current === undefined) await abandonUpload({ intent: intentOf(upload), mayStillArrive: !isIncomplete });
    return false;
  }
}

/** Throws `upload_incomplete`. */
async function requireAll(
  { parts }: CompleteUploadDependencies,
  upload: Upload,
  declared: readonly DeclaredPart[],
): Promise<void> {
  const received = new Set(await listReceived(parts, upload));
  const known = new Set(declared.map(({ number }) => number));
  const missing = partNumbersOf(upload).filter((number) => !received.has(number) || !known.has(number));
  if (missing.length > 0) throw uploadIncomplete(missing);
}

/** Undefined where another call was quicker, or gave it up: nothing is written then. */
async function settle(
  { inTransaction, now }: CompleteUploadDependencies,
  viewer: Viewer,
  upload: Upload,
): Promise<CompletedUpload | undefined> {
  try {
    return await inTransaction((ports) => settleUpload(ports, { viewer, upload, uploadedAt: now() }));
  } catch (error) {
    if (isProblem(error, 'upload_interrupted')) return undefined;
    throw error;
  }
}

/** Undefined where the file is gone: another call found a duplicate, or gave the upload up. */
async function kindOf({ files }: CompleteUploadDependencies, { storageKey }: Upload) {
  const reading = await files.read(storageKey, { start: 0, end: headerLength - 1 });
  return reading && kindOfFile(await buffer(reading.bytes));
}

async function answerOfOther(dependencies: CompleteUploadDependencies, { recordId, id }: Upload) {
  const upload = await dependencies.uploads.find(recordId, id);
  if (upload === undefined || upload.documentId === null) throw uploadInterrupted();
  return answerOf(dependencies, upload);
}

/** What was answered the first time, of the document as it is now. */
async function answerOf({ documents }: CompleteUploadDependencies, upload: Upload): Promise<CompletedUpload> {
  const document = upload.documentId && (await documents.find(upload.recordId, upload.documentId));
  if (!document) throw uploadNotFound();
  return { document, duplicate: upload.isDuplicate };
}
