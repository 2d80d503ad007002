/** Sizes are bytes, lengths are Unicode code points, as zod counts them on both sides. */
export const limits = {
  /** Default of `MAX_UPLOAD_BYTES`; what is in force is told by `GET /portal`. */
  uploadSizeInBytes: 100 * 1024 * 1024,
  /** Default of `MAX_RESUMABLE_UPLOAD_BYTES`, for files that come in parts. */
  resumableUploadSizeInBytes: 1024 * 1024 * 1024,
  /** Files that are larger than `aboveInBytes` are sent in parts. */
  resumable: {
    aboveInBytes: 8 * 1024 * 1024,
    partSizeInBytes: 8 * 1024 * 1024,
    mostParts: 10_000,
    partsAtOnce: 3,
    partsSignedAtOnce: 12,
  },
  announcedFileNameLength: 1000,
  titleLength: 200,
  noteLength: 2000,
  searchLength: 200,
  addressLength: 254,
  jsonBodySizeInBytes: 64 * 1024,
  pageSize: { min: 1, default: 25, max: 100 },
} as const;

/** How long the trash keeps a document. */
export const trashDays = 30;
