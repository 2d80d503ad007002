import { createHash } from 'node:crypto';
import { open, stat } from 'node:fs/promises';
import type { FileHandle } from 'node:fs/promises';
import type { Readable } from 'node:stream';
import { digestMismatch } from '@portal/core/documents/document-problems';

export type PartWrite = {
  file: string;
  /** Where in the file its first byte belongs. */
  position: number;
  sizeInBytes: number;
  /** Lower-case hex. */
  sha256: string;
  bytes: Readable;
  signal: AbortSignal | undefined;
};

/**
 * Writes a stream to its place in a file that is there, hashing on the way, and answers when the bytes are on the disk.
 * Not one byte goes beyond its place, and none is written once the file has lost its name (`ENOENT`). Rejects as
 * `digest_mismatch` where they are others than announced.
 */
export async function writePartDurably(part: PartWrite): Promise<void> {
  // A stream may fail before the file is open, when nobody reads it yet: the reading below throws that error.
  part.bytes.on('error', () => undefined);
  const file = await open(part.file, 'r+');
  const stop = () => part.bytes.destroy(new Error('The write was aborted.'));
  part.signal?.addEventListener('abort', stop, { once: true });
  try {
    part.signal?.throwIfAborted();
    await writeChecked(file, part);
    await file.datasync();
  } finally {
    part.signal?.removeEventListener('abort', stop);
    part.bytes.destroy();
    await file.close();
  }
}

async function writeChecked(
  file: FileHandle,
  { file: path, position, sizeInBytes, sha256, bytes }: PartWrite,
): Promise<void> {
  const hash = createHash('sha256');
  let written = 0;
  for await (const chunk of bytes as AsyncIterable<Buffer>) {
    if (written + chunk.length > sizeInBytes) throw digestMismatch();
    // Another process may have got this part and made the file whole: an open file would still lead into the document.
    await stat(path);
    hash.update(chunk);
    for (let done = 0; done < chunk.length;) {
      const { bytesWritten } = await file.write(chunk, done, chunk.length - done, position + written + done);
      done += bytesWritten;
    }
    written += chunk.length;
  }
  if (written !== sizeInBytes || hash.digest('hex') !== sha256) throw digestMismatch();
}
