import type { Readable } from 'node:stream';

/** A copy of bytes on the worker's own disk, for programs that have to jump about in them. */
export type ScratchFile = { path: string; sizeInBytes: number };

export type ScratchPort = {
  /** Takes the whole stream, passing pressure back. Rejects as `storage_full`; nothing is left then. */
  keep(bytes: Readable, input: { signal: AbortSignal }): Promise<ScratchFile & { remove: () => Promise<void> }>;
};
