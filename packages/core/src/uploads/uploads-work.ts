import type { UploadIntent } from '../documents/begin-upload.ts';
import type { DocumentsWork } from '../documents/documents-work.ts';
import type { IdempotencyKeysPort } from '../documents/idempotency-keys.port.ts';
import type { UnitOfWork } from '../unit-of-work.port.ts';
import type { Upload, UploadsPort } from './uploads.port.ts';
import { isUnderWay } from './upload-policy.ts';
import { uploadNotFound } from './upload-problems.ts';

/** What becomes of uploads in parts touches all of this, in one transaction. */
export type UploadsWork = DocumentsWork & {
  uploads: UploadsPort;
  idempotencyKeys: IdempotencyKeysPort;
};
export type InUploadsTransaction = UnitOfWork<UploadsWork>;

/** An upload that still takes parts. Throws `upload_not_found`. */
export async function getUnderWay(
  uploads: UploadsPort,
  recordId: string,
  uploadId: string,
  now: Date,
): Promise<Upload> {
  const upload = await uploads.find(recordId, uploadId);
  if (upload === undefined || !isUnderWay(upload, now)) throw uploadNotFound();
  return upload;
}

/** An upload as those that take back uploads of any kind know it. */
export function intentOf({ id, storageKey, fileName }: Pick<Upload, 'id' | 'storageKey' | 'fileName'>): UploadIntent {
  return { documentId: id, storageKey, fileName };
}
