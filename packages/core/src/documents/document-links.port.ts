/**
 * URLs that open one document for a moment without a session: signed, good for one file and for reading only.
 * No title or name stands in them.
 */
export type DocumentLinksPort = {
  /** A path of this portal, or a whole URL where the store serves by itself. */
  create(input: DocumentLink & { storageKey: string }, lifetimeMs: number): Promise<string>;
  /** What the token of a path of this portal opens, undefined for one that is forged, over or not of this store. */
  read(token: string): Promise<DocumentLink | undefined>;
};

export type Disposition = 'inline' | 'attachment';
export type DocumentLink = { recordId: string; documentId: string; disposition: Disposition };
