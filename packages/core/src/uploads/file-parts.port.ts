import type { Readable } from 'node:stream';

/**
 * Files that come in parts, by storage key, until they are whole: then they lie in the same store as all others
 * (`DocumentFilesPort`), whose `remove` also takes what came of a file that is not whole yet.
 * A store that fails rejects as `service_unavailable`, a full one as `storage_full`.
 */
export type FilePartsPort = {
  /** Answers the store's own name for it (`multipartId`), which every other call carries. */
  begin(file: PartedFile): Promise<{ multipartId: string }>;
  /**
   * Where the sender brings a part by itself, by `PUT` with these headers; undefined where this store takes none and
   * the part comes through `writePart`.
   */
  sign(part: PartToSend, lifetimeMs: number): Promise<{ url: string; headers: Record<string, string> } | undefined>;
  /**
   * Takes one part, passing pressure back, and answers when it is durable. Bytes that are not of this size and SHA-256
   * reject as `digest_mismatch`; a part that is there already stays as it is. A stream that fails leaves nothing.
   */
  writePart(part: PartToSend, bytes: Readable, signal?: AbortSignal): Promise<void>;
  /** The parts that are there, by number. None where the file is whole already or was never begun. */
  listParts(file: BegunFile): Promise<readonly StoredPart[]>;
  /**
   * Makes the file of its parts, without copying them, durable when this answers. Idempotent: a file that is whole
   * already stays as it is. Rejects as `upload_incomplete` where a part is missing.
   */
  complete(file: BegunFile, parts: readonly DeclaredPart[]): Promise<void>;
};

export type PartedFile = {
  storageKey: string;
  sizeInBytes: number;
  partSizeInBytes: number;
  /** What a download of it is called; a store that serves by itself keeps it beside the bytes. */
  fileName: string;
};
export type BegunFile = PartedFile & { multipartId: string };
/** `number` counts from 1; `sha256` in lower-case hex. */
export type DeclaredPart = { number: number; sha256: string };
export type PartToSend = BegunFile & DeclaredPart & { sizeOfPartInBytes: number };
export type StoredPart = { number: number; sizeInBytes: number };
