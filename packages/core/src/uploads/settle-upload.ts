import { uploadInterrupted } from '../documents/document-problems.ts';
import type { Document } from '../documents/document.ts';
import { activityOf } from '../documents/documents-work.ts';
import { titleFromFileName } from '../documents/file-name.ts';
import { finishOnce } from '../documents/finish-once.ts';
import type { Viewer } from '../viewer.ts';
import type { UploadsWork } from './uploads-work.ts';
import type { Upload } from './uploads.port.ts';

/**
 * Within one transaction: a document of a file that is whole, to be checked, or the one that has these bytes. Undefined
 * where another call was quicker.
 */
export async function settleUpload(
  { documents, uploads, activity }: UploadsWork,
  { viewer, upload, uploadedAt }: { viewer: Viewer; upload: Upload; uploadedAt: Date },
): Promise<{ document: Document; duplicate: boolean } | undefined> {
  const { id, recordId, fileName, sizeInBytes, sha256, keepBoth } = upload;
  const done = await finishOnce(documents, {
    documentId: id,
    recordId,
    state: 'processing',
    title: upload.title ?? titleFromFileName(fileName),
    fileName,
    category: upload.category ?? 'other',
    documentDate: upload.documentDate,
    sizeInBytes,
    sha256,
    checkResult: null,
    uploadedAt,
    keepBoth,
  });
  if (done === undefined) return undefined;
  if (!(await uploads.settle(recordId, id, done.document.id, done.duplicate))) {
    // Of a document of its own nobody else can have been told.
    if (!done.duplicate) throw uploadInterrupted();
    return undefined;
  }
  if (!done.duplicate) await activity.record(activityOf(viewer, 'document_uploaded', id));
  return done;
}
