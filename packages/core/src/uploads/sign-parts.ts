import type { Viewer } from '../viewer.ts';
import type { DeclaredPart, FilePartsPort } from './file-parts.port.ts';
import { partLinkLifetimeMs, sizeOfPart } from './upload-policy.ts';
import { noSuchPart, uploadNotFound } from './upload-problems.ts';
import type { UploadsPort } from './uploads.port.ts';
import { getUnderWay } from './uploads-work.ts';

export type SignParts = (input: {
  viewer: Viewer;
  uploadId: string;
  parts: readonly DeclaredPart[];
}) => Promise<readonly PartLink[]>;

/** `address` is undefined where the store takes no part by itself: it comes through the portal then. */
export type PartLink = DeclaredPart & {
  address: { url: string; headers: Record<string, string> } | undefined;
  expiresAt: Date;
};

export type SignPartsDependencies = { uploads: UploadsPort; parts: FilePartsPort; now: () => Date };

/**
 * Notes what the sender says of its next parts, and tells where each is to be sent, for 15 minutes.
 * Throws `upload_not_found`, and `not_found` for a part that the file does not have.
 */
export function createSignParts({ uploads, parts, now }: SignPartsDependencies): SignParts {
  return async ({ viewer, uploadId, parts: declared }) => {
    const upload = await getUnderWay(uploads, viewer.recordId, uploadId, now());
    const toSend = declared.map((part) => {
      const sizeOfPartInBytes = sizeOfPart(upload, part.number);
      if (sizeOfPartInBytes === undefined) throw noSuchPart();
      return { ...upload, ...part, sizeOfPartInBytes };
    });
    // Given up in this moment.
    if (!(await uploads.declareParts(uploadId, declared))) throw uploadNotFound();
    const expiresAt = new Date(now().getTime() + partLinkLifetimeMs);
    return Promise.all(
      toSend.map(async (part) => {
        const address = await parts.sign(part, partLinkLifetimeMs);
        return { number: part.number, sha256: part.sha256, address, expiresAt };
      }),
    );
  };
}
