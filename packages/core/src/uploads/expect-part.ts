import type { Readable } from 'node:stream';
import { digestMismatch } from '../documents/document-problems.ts';
import type { Viewer } from '../viewer.ts';
import type { FilePartsPort, PartToSend } from './file-parts.port.ts';
import { sizeOfPart } from './upload-policy.ts';
import { noSuchPart } from './upload-problems.ts';
import type { UploadsPort } from './uploads.port.ts';
import { getUnderWay } from './uploads-work.ts';

export type ExpectPart = (input: { viewer: Viewer; uploadId: string; number: number }) => Promise<ExpectedPart>;

/** A part that may come: how large it has to be, and what takes its bytes. */
export type ExpectedPart = { sizeInBytes: number; receive: (part: ReceivedPart) => Promise<void> };

/** `sha256` as it is said with the bytes, in lower-case hex. */
export type ReceivedPart = { sha256: string; bytes: Readable };

export type ExpectPartDependencies = { uploads: UploadsPort; parts: FilePartsPort; now: () => Date };

/**
 * Takes a part through the portal, in two steps: who asks and what may come is decided before a byte is read.
 * Throws `upload_not_found`, and `not_found` for a part that the file does not have. `receive` rejects as
 * `digest_mismatch` where the part was announced with another SHA-256 or not at all, or its bytes are others; with the
 * stream's own error, `upload_not_found` where the upload ends meanwhile, `storage_full` and `service_unavailable`.
 */
export function createExpectPart({ uploads, parts, now }: ExpectPartDependencies): ExpectPart {
  return async ({ viewer, uploadId, number }) => {
    const upload = await getUnderWay(uploads, viewer.recordId, uploadId, now());
    const sizeInBytes = sizeOfPart(upload, number);
    if (sizeInBytes === undefined) throw noSuchPart();
    return {
      sizeInBytes,
      receive: async ({ sha256, bytes }) => {
        const declared = await uploads.findDeclaredPart(uploadId, number);
        if (declared?.sha256 !== sha256) throw digestMismatch();
        const part: PartToSend = { ...upload, number, sha256, sizeOfPartInBytes: sizeInBytes };
        await parts.writePart(part, bytes);
      },
    };
  };
}
