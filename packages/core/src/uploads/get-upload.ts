import type { Viewer } from '../viewer.ts';
import type { FilePartsPort } from './file-parts.port.ts';
import { partNumbersOf, sizeOfPart } from './upload-policy.ts';
import { uploadNotFound } from './upload-problems.ts';
import type { Upload, UploadsPort } from './uploads.port.ts';

export type GetUpload = (input: { viewer: Viewer; uploadId: string }) => Promise<UploadProgress>;

/** `partsReceived`: the numbers of the parts that are there, in order. */
export type UploadProgress = { upload: Upload; partsReceived: readonly number[] };

export type GetUploadDependencies = { uploads: UploadsPort; parts: FilePartsPort; now: () => Date };

/**
 * How far an upload is, by what the store has. Of one that is done all parts are there. Throws `upload_not_found`, when
 * its time is over too.
 */
export function createGetUpload({ uploads, parts, now }: GetUploadDependencies): GetUpload {
  return async ({ viewer, uploadId }) => {
    const upload = await uploads.find(viewer.recordId, uploadId);
    if (upload === undefined || upload.expiresAt <= now()) throw uploadNotFound();
    return { upload, partsReceived: await listReceived(parts, upload) };
  };
}

/** A part of another size than it has to have counts as not there. */
export async function listReceived(parts: FilePartsPort, upload: Upload): Promise<readonly number[]> {
  if (upload.documentId !== null) return partNumbersOf(upload);
  const stored = await parts.listParts(upload);
  const whole = stored.filter(({ number, sizeInBytes }) => sizeInBytes === sizeOfPart(upload, number));
  return whole.map(({ number }) => number).toSorted((a, b) => a - b);
}
