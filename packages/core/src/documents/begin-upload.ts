import type { Viewer } from '../viewer.ts';
import { uploadDeadlineMs } from './document-policy.ts';
import { fileEmpty, notAPdf, recordFull } from './document-problems.ts';
import { keepableFileName } from './file-name.ts';
import { kindOfFile } from './pdf-header.ts';
import type { UploadWritesPort } from './upload-writes.port.ts';

export type BeginUpload = (input: {
  viewer: Viewer;
  /** As it came with the file. */
  fileName: string;
  /** The first `headerLength` bytes, or all there are. */
  firstBytes: Buffer;
  /** At most this many bytes come; counts against the quota until the true size is known. */
  announcedSizeInBytes: number;
}) => Promise<UploadIntent>;

/** A file that is on its way: a place is reserved for it, nobody sees it, and it is swept unless it is finished. */
export type UploadIntent = { documentId: string; storageKey: string; fileName: string };

export type BeginUploadDependencies = {
  uploadWrites: Pick<UploadWritesPort, 'reserve'>;
  now: () => Date;
  newId: () => string;
  /** A name nobody can guess, of letters and digits. */
  newRandomName: () => string;
  quotaInBytes: number;
};

/**
 * Decides by the first bytes whether a file may come in, and reserves its place.
 * Throws `file_empty`, `not_a_pdf`, `record_full`, `service_unavailable`.
 */
export function createBeginUpload(dependencies: BeginUploadDependencies): BeginUpload {
  const { uploadWrites, now, newId, newRandomName, quotaInBytes } = dependencies;
  return async ({ viewer, fileName, firstBytes, announcedSizeInBytes }) => {
    const kind = kindOfFile(firstBytes);
    if (kind === 'empty') throw fileEmpty();
    if (kind !== 'pdf') throw notAPdf(kind === 'picture');

    const createdAt = now();
    const documentId = newId();
    const intent: UploadIntent = {
      documentId,
      storageKey: `documents/${viewer.recordId}/${documentId}/${newRandomName()}`,
      fileName: keepableFileName(fileName),
    };
    const outcome = await uploadWrites.reserve({
      ...intent,
      recordId: viewer.recordId,
      uploadedBy: viewer.userId,
      announcedSizeInBytes,
      quotaInBytes,
      createdAt,
      deadline: new Date(createdAt.getTime() + uploadDeadlineMs),
    });
    if (outcome === 'record_full') throw recordFull(quotaInBytes);
    return intent;
  };
}
