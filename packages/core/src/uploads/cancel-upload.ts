import type { AbandonUpload } from '../documents/abandon-upload.ts';
import type { Viewer } from '../viewer.ts';
import { uploadNotFound } from './upload-problems.ts';
import { getUnderWay, intentOf } from './uploads-work.ts';
import type { UploadsPort } from './uploads.port.ts';

export type CancelUpload = (input: { viewer: Viewer; uploadId: string }) => Promise<void>;

export type CancelUploadDependencies = { uploads: UploadsPort; abandonUpload: AbandonUpload; now: () => Date };

/**
 * Gives an upload up: its place is free and its bytes go. What became a document stays one. Throws `upload_not_found`,
 * of one that is done too.
 */
export function createCancelUpload({ uploads, abandonUpload, now }: CancelUploadDependencies): CancelUpload {
  return async ({ viewer, uploadId }) => {
    const upload = await getUnderWay(uploads, viewer.recordId, uploadId, now());
    if (!(await uploads.remove(viewer.recordId, uploadId))) throw uploadNotFound();
    await abandonUpload({ intent: intentOf(upload) });
  };
}
