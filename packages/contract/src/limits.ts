/** Sizes are bytes, lengths are Unicode code points, as zod counts them on both sides. */
export const limits = {
  /** Default of `MAX_UPLOAD_BYTES`; what is in force is told by `GET /portal`. */
  uploadSizeInBytes: 100 * 1024 * 1024,
  titleLength: 200,
  noteLength: 2000,
  searchLength: 200,
  addressLength: 254,
  jsonBodySizeInBytes: 64 * 1024,
  pageSize: { min: 1, default: 25, max: 100 },
} as const;

/** How long the trash keeps a document. */
export const trashDays = 30;
