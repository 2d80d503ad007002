import { fileTooLarge, recordFull, uploadInterrupted } from '../documents/document-problems.ts';
import type { AbandonUpload } from '../documents/abandon-upload.ts';
import { uploadDeadlineMs } from '../documents/document-policy.ts';
import type { DocumentCategory } from '../documents/document.ts';
import { keepableFileName } from '../documents/file-name.ts';
import { findMade, type IdempotentRequest } from '../documents/idempotency.ts';
import type { IdempotencyKeysPort } from '../documents/idempotency-keys.port.ts';
import type { Viewer } from '../viewer.ts';
import type { FilePartsPort } from './file-parts.port.ts';
import { isUnderWay, uploadLifetimeMs } from './upload-policy.ts';
import { type InUploadsTransaction, intentOf, type UploadsWork } from './uploads-work.ts';
import type { Upload, UploadsPort } from './uploads.port.ts';

/** `isNew` is false for one that was under way. */
export type StartUpload = (input: StartUploadInput) => Promise<{ upload: Upload; isNew: boolean }>;

export type StartUploadInput = {
  viewer: Viewer;
  /** As it is called where it comes from. */
  fileName: string;
  sizeInBytes: number;
  /** Of the whole, as the sender computed it, in lower-case hex. */
  sha256: string;
  title: string | undefined;
  category: DocumentCategory | undefined;
  documentDate: string | undefined;
  keepBoth: boolean;
  idempotency: IdempotentRequest | undefined;
};

export type StartUploadDependencies = {
  inTransaction: InUploadsTransaction;
  uploads: UploadsPort;
  idempotencyKeys: IdempotencyKeysPort;
  parts: FilePartsPort;
  abandonUpload: AbandonUpload;
  now: () => Date;
  newId: () => string;
  /** A name nobody can guess, of letters and digits. */
  newRandomName: () => string;
  quotaInBytes: number;
  limitInBytes: number;
  partSizeInBytes: number;
};

const mostTries = 3;

/**
 * Begins an upload in parts, or finds the one of the same bytes that is under way in this record.
 * Throws `file_too_large`, `record_full`, `storage_full`, `idempotency_key_reused`, `upload_interrupted` where it was
 * given up while it began, `service_unavailable`.
 */
export function createStartUpload(dependencies: StartUploadDependencies): StartUpload {
  const { uploads, idempotencyKeys, limitInBytes, now, abandonUpload } = dependencies;

  const findMadeBefore = async ({ viewer, idempotency }: StartUploadInput): Promise<Upload | undefined> => {
    if (idempotency === undefined) return undefined;
    const made = await findMade(idempotencyKeys, viewer.recordId, idempotency);
    if (made === undefined) return undefined;
    const upload = await uploads.find(viewer.recordId, made.documentId);
    if (upload && upload.expiresAt > now()) return upload;
    await idempotencyKeys.forget(viewer.recordId, idempotency.key);
    return undefined;
  };

  /** What nobody goes on with any more makes room for a new one. */
  const findUnderWay = async ({ viewer, sha256, sizeInBytes }: StartUploadInput): Promise<Upload | undefined> => {
    const found = await uploads.findBySha256(viewer.recordId, sha256, sizeInBytes);
    if (found === undefined || isUnderWay(found, now())) return found;
    await uploads.remove(viewer.recordId, found.id);
    await abandonUpload({ intent: intentOf(found) });
    return undefined;
  };

  return async (input) => {
    if (input.sizeInBytes > limitInBytes) throw fileTooLarge(limitInBytes, input.sizeInBytes);
    for (let tries = 0; tries < mostTries; tries += 1) {
      const made = await findMadeBefore(input);
      if (made) return { upload: made, isNew: true };
      const open = input.keepBoth ? undefined : await findUnderWay(input);
      if (open) return { upload: open, isNew: false };
      const upload = await begin(dependencies, input);
      // Another tab was quicker: its upload is found the next time.
      if (upload) return { upload, isNew: true };
    }
    throw uploadInterrupted();
  };
}

/** Undefined where the same bytes, or the same request, came in between. */
async function begin(dependencies: StartUploadDependencies, input: StartUploadInput): Promise<Upload | undefined> {
  const { inTransaction, parts, abandonUpload } = dependencies;
  const planned = plan(dependencies, input);
  await reserve(dependencies, planned);
  let isAdded = false;
  try {
    const upload = { ...planned, ...(await parts.begin(planned)) };
    isAdded = await inTransaction((ports) => add(ports, upload, input));
    return isAdded ? upload : undefined;
  } finally {
    if (!isAdded) await abandonUpload({ intent: intentOf(planned) });
  }
}

type PlannedUpload = Omit<Upload, 'multipartId'>;

function plan({ now, newId, newRandomName, partSizeInBytes }: StartUploadDependencies, input: StartUploadInput) {
  const { viewer, fileName, sizeInBytes, sha256, keepBoth } = input;
  const createdAt = now();
  const id = newId();
  return {
    id,
    recordId: viewer.recordId,
    uploadedBy: viewer.userId,
    storageKey: `documents/${viewer.recordId}/${id}/${newRandomName()}`,
    fileName: keepableFileName(fileName),
    sizeInBytes,
    partSizeInBytes,
    sha256,
    title: input.title ?? null,
    category: input.category ?? null,
    documentDate: input.documentDate ?? null,
    keepBoth,
    createdAt,
    expiresAt: new Date(createdAt.getTime() + uploadLifetimeMs),
    documentId: null,
    isDuplicate: false,
  } satisfies PlannedUpload;
}

/** Before the store hears of it, and for an hour: a crash in between leaves nothing for longer than that. */
async function reserve({ inTransaction, quotaInBytes }: StartUploadDependencies, upload: PlannedUpload): Promise<void> {
  const outcome = await inTransaction(({ documents }) =>
    documents.reserve({
      documentId: upload.id,
      recordId: upload.recordId,
      uploadedBy: upload.uploadedBy,
      storageKey: upload.storageKey,
      fileName: upload.fileName,
      announcedSizeInBytes: upload.sizeInBytes,
      quotaInBytes,
      createdAt: upload.createdAt,
      deadline: new Date(upload.createdAt.getTime() + uploadDeadlineMs),
    }),
  );
  if (outcome === 'record_full') throw recordFull(quotaInBytes);
}

/** The key first, as everybody who writes one does, so that nobody waits in a circle. */
async function add(
  { documents, uploads, idempotencyKeys }: UploadsWork,
  upload: Upload,
  { idempotency }: StartUploadInput,
): Promise<boolean> {
  const { recordId, id, createdAt, expiresAt } = upload;
  if (idempotency) {
    const { key, fingerprint } = idempotency;
    const made = { fingerprint, documentId: id, isDuplicate: false };
    if (!(await idempotencyKeys.add(recordId, key, made, createdAt))) return false;
  }
  if ((await uploads.add(upload)) === 'taken') {
    if (idempotency) await idempotencyKeys.forget(recordId, idempotency.key);
    return false;
  }
  if (await documents.extend(recordId, id, expiresAt)) return true;
  throw uploadInterrupted();
}
