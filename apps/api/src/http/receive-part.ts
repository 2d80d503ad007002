import type { ExpectPart } from '@portal/core/uploads/expect-part';
import { PortalProblem } from '@portal/core/problem';
import type { Viewer } from '@portal/core/viewer';
import type { Request } from 'express';
import { contentDigestOf } from './content-digest.ts';
import { readToTheEnd } from './drain-body.ts';
import { invalidHeader } from './invalid-header.ts';
import { longestSilenceMs, readUploadBody, type UploadBodyOptions } from './upload-body.ts';
import type { UploadSlots } from './upload-slots.ts';

export type ReceivePart = (input: {
  request: Request;
  viewer: Viewer;
  uploadId: string;
  number: number;
}) => Promise<void>;

/**
 * Takes a part of a file as the body of a request, straight into the store. All that can be known of it is looked at
 * before a byte is read. Throws `upload_not_found`, `not_found`, `unsupported_media_type`, `invalid_request` where
 * length or digest are not those of the part, `uploads_busy`, `digest_mismatch`, `upload_interrupted`, `storage_full`,
 * `service_unavailable`.
 */
export function createReceivePart({
  expectPart,
  holdSlot,
  pace,
  onBytes,
}: {
  expectPart: ExpectPart;
  holdSlot: UploadSlots;
} & Pick<UploadBodyOptions, 'pace' | 'onBytes'>): ReceivePart {
  return async ({ request, viewer, uploadId, number }) => {
    const expected = await expectPart({ viewer, uploadId, number });
    const sha256 = announcedDigest(request, expected.sizeInBytes);
    await holdSlot(viewer.recordId, async () => {
      const body = readUploadBody(request, { limitInBytes: expected.sizeInBytes, longestSilenceMs, pace, onBytes });
      try {
        await expected.receive({ sha256, bytes: body.stream });
        // Of a part that is there already nothing was read.
        await readToTheEnd(request);
      } catch (error) {
        throw body.whyCut() ?? error;
      }
    });
  };
}

function announcedDigest(request: Request, sizeInBytes: number): string {
  if (!request.is('application/octet-stream')) {
    throw new PortalProblem('unsupported_media_type', 'The portal takes the bytes of a part here, and nothing else.');
  }
  if (request.get('transfer-encoding') !== undefined || request.get('content-length') !== String(sizeInBytes)) {
    throw invalidHeader('Content-Length', `This part has ${sizeInBytes} bytes.`);
  }
  const sha256 = contentDigestOf(request);
  if (sha256 === undefined) throw invalidHeader('Content-Digest', 'Say the SHA-256 of the part.');
  return sha256;
}
