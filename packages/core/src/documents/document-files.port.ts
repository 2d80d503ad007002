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
  /**
   * Marks it as checked and found ready. A store whose URLs are read without the portal gives out nothing that has no
   * such mark; others have nothing to note. False where there is no such file. Idempotent.
   */
  admit(storageKey: string): Promise<boolean>;
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
/** Taken from `bytes` or, where the store has one, from `file`; `bytes.destroy()` lets go of both. */
export type FileReading = { sizeInBytes: number; bytes: Readable; file?: OpenFile };
/** A file of this machine's own, which can be read without a buffer for each piece. */
export type OpenFile = {
  /**
   * What the system said of it when it was opened: as long as that is the same, nobody has written to it. Undefined
   * where it is too new for the system to tell one change from the next.
   */
  state: string | undefined;
  /** Nobody has written to it since it was opened. That it was removed is no change. */
  isUnwritten: () => Promise<boolean>;
  /** Fills the buffer, from its beginning, with the bytes that follow; answers how many, 0 at the end. */
  readInto: (buffer: Buffer) => Promise<number>;
};
