/** A small picture of page 1. */
export type Thumbnail = { bytes: Uint8Array; contentType: 'image/webp' };

/** Pictures of documents; a picture of another record's document answers like none. */
export type ThumbnailsPort = {
  find(recordId: string, documentId: string): Promise<Thumbnail | undefined>;
};
