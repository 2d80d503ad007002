/**
 * URLs that open one document for a moment without a session: signed, good for one file and for reading only.
 * No title or name stands in them.
 */
export type DocumentLinksPort = {
  create(input: DocumentLink, lifetimeMs: number): Promise<string>;
  /** What the token of a URL opens, undefined for one that is forged or over. */
  read(token: string): Promise<DocumentLink | undefined>;
};

export type Disposition = 'inline' | 'attachment';
export type DocumentLink = { recordId: string; documentId: string; disposition: Disposition };
