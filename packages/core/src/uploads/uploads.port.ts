import type { DocumentCategory } from '../documents/document.ts';
import type { DeclaredPart } from './file-parts.port.ts';

/**
 * Uploads that come in parts. The row of the document they will become is reserved beside them (`DocumentsPort`), its
 * file noted as unfinished until `expiresAt`. Every call carries the record: an upload of another record is none.
 */
export type UploadsPort = {
  /** `taken`: the same bytes are under way in this record, and this one is no wanted copy. Nothing was written then. */
  add(upload: Upload): Promise<'added' | 'taken'>;
  find(recordId: string, uploadId: string): Promise<Upload | undefined>;
  /** The one under way with these bytes, not of copies. */
  findBySha256(recordId: string, sha256: string, sizeInBytes: number): Promise<Upload | undefined>;
  /** What the sender says of parts it is about to send; said again, the newer word counts. False where there is no upload. */
  declareParts(uploadId: string, parts: readonly DeclaredPart[]): Promise<boolean>;
  findDeclaredPart(uploadId: string, number: number): Promise<DeclaredPart | undefined>;
  /** In order. */
  listDeclaredParts(uploadId: string): Promise<readonly DeclaredPart[]>;
  /**
   * Writes down what became of it, once: false where that is known already. What was said about the document is
   * forgotten here, so that nothing of it is left when it is deleted.
   */
  settle(recordId: string, uploadId: string, documentId: string, isDuplicate: boolean): Promise<boolean>;
  /** False where there is none, or where it is known already what became of it: then it stays. */
  remove(recordId: string, uploadId: string): Promise<boolean>;
  /** Forgets those whose time is over; answers how many. Their files are the sweeper's. */
  removeExpired(now: Date): Promise<number>;
};

export type Upload = {
  /** The id of the document that it will become, too. */
  id: string;
  recordId: string;
  uploadedBy: string;
  storageKey: string;
  /** The store's own name for the file that is not whole yet. */
  multipartId: string;
  fileName: string;
  sizeInBytes: number;
  partSizeInBytes: number;
  /** As declared, lower-case hex. */
  sha256: string;
  title: string | null;
  category: DocumentCategory | null;
  documentDate: string | null;
  keepBoth: boolean;
  createdAt: Date;
  expiresAt: Date;
  /** What became of it: its own document, or the one that had these bytes. */
  documentId: string | null;
  isDuplicate: boolean;
};
