import type { Readable } from 'node:stream';

/**
 * The bytes of documents, by storage key. What lies under a key never changes.
 * A store that fails rejects as `service_unavailable`, a full one as `storage_full`.
 */
export type DocumentFilesPort = {
  /**
   * Takes the whole stream, passing pressure back, and answers only when the bytes are durable. A stream that fails
   * or is destroyed, or an aborted `signal`, rejects and leaves nothing. A key that is taken rejects, and so does one that
   * the portal did not make (`a/b/c` of letters, digits and dashes): both are faults, not problems.
   */
  write(storageKey: string, bytes: Readable, about: FileToWrite): Promise<StoredFile>;
  /** Bytes `start` to `end`, both included; the whole without a range. Undefined where there is no such file. */
  read(storageKey: string, range?: ByteRange): Promise<FileReading | undefined>;
  stat(storageKey: string): Promise<{ sizeInBytes: number } | undefined>;
  /** Every stored version of it. Idempotent. */
  remove(storageKey: string): Promise<void>;
  /** Removes temporary leftovers of writes that died and that nobody touched since; answers how many. */
  removeLeftovers(olderThan: Date): Promise<number>;
};

export type FileToWrite = {
  /** As it came. A store that serves by itself keeps beside the bytes what a download of it is called. */
  fileName: string;
  signal?: AbortSignal;
};
export type ByteRange = { start: number; end: number };
/** `sha256` in lower-case hex, computed on the way. */
export type StoredFile = { sizeInBytes: number; sha256: string };
export type FileReading = { sizeInBytes: number; bytes: Readable };
