import type { Upload } from './uploads.port.ts';

/** How long an upload in parts can be gone on with. */
export const uploadLifetimeMs = 24 * 60 * 60 * 1000;
/** How long a URL that takes one part is good for. */
export const partLinkLifetimeMs = 15 * 60 * 1000;

type Sizes = Pick<Upload, 'sizeInBytes' | 'partSizeInBytes'>;

export function partCountOf({ sizeInBytes, partSizeInBytes }: Sizes): number {
  return Math.ceil(sizeInBytes / partSizeInBytes);
}

/** Undefined where the file has no part of this number. */
export function sizeOfPart(upload: Sizes, number: number): number | undefined {
  const count = partCountOf(upload);
  if (number < 1 || number > count) return undefined;
  return number < count ? upload.partSizeInBytes : upload.sizeInBytes - (count - 1) * upload.partSizeInBytes;
}

/** The numbers of all parts, in order. */
export function partNumbersOf(upload: Sizes): number[] {
  return Array.from({ length: partCountOf(upload) }, (_, index) => index + 1);
}

/** Nothing became of it yet, and its time is not over. */
export function isUnderWay(upload: Pick<Upload, 'documentId' | 'expiresAt'>, now: Date): boolean {
  return upload.documentId === null && upload.expiresAt > now;
}
