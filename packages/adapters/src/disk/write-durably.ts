import { createHash, randomUUID } from 'node:crypto';
import { link, mkdir, open, rm } from 'node:fs/promises';
import { dirname, join } from 'node:path';
import type { Readable } from 'node:stream';
import type { StoredFile } from '@portal/core/documents/document-files.port';
import { uploadInterrupted } from '@portal/core/documents/document-problems';
import { isSystemError } from './system-error.ts';

export type DurableWrite = {
  /** Folders down to the file's own, the outermost first; those that are missing are made. */
  folders: readonly string[];
  /** Must not exist yet. */
  file: string;
  temporaryFolder: string;
  bytes: Readable;
  signal: AbortSignal | undefined;
};

/**
 * Writes a stream to a temporary file, hashing on the way, and answers when file and name are durable: the bytes are
 * on the disk before the name is, and the name before the answer. Whatever fails, the temporary file goes.
 */
export async function writeDurably(write: DurableWrite): Promise<StoredFile> {
  const temporaryFile = join(write.temporaryFolder, randomUUID());
  // A stream may fail before the file is open, when nobody reads it yet: the reading below throws that error.
  write.bytes.on('error', () => undefined);
  try {
    const stored = await writeTemporary(temporaryFile, write.bytes, write.signal);
    for (const folder of write.folders) await makeFolderDurably(folder);
    await giveName(temporaryFile, write.file);
    await syncFolder(dirname(write.file));
    return stored;
  } finally {
    write.bytes.destroy();
    await rm(temporaryFile, { force: true });
  }
}

async function writeTemporary(path: string, bytes: Readable, signal: AbortSignal | undefined): Promise<StoredFile> {
  const file = await open(path, 'wx', 0o600);
  try {
    const hash = createHash('sha256');
    let sizeInBytes = 0;
    signal?.throwIfAborted();
    const stop = () => bytes.destroy(new Error('The write was aborted.'));
    signal?.addEventListener('abort', stop, { once: true });
    try {
      // The next chunk is taken when this one is written: that is how pressure is passed back to the sender.
      for await (const chunk of bytes as AsyncIterable<Buffer>) {
        hash.update(chunk);
        await writeWhole(file, chunk);
        sizeInBytes += chunk.length;
      }
    } finally {
      signal?.removeEventListener('abort', stop);
    }
    await file.sync();
    return { sizeInBytes, sha256: hash.digest('hex') };
  } finally {
    await file.close();
  }
}

/** A link, unlike a rename, never replaces a file that is there. */
async function giveName(temporaryFile: string, file: string): Promise<void> {
  try {
    await link(temporaryFile, file);
  } catch (error) {
    // Nothing came for so long that the sweeper took it for left behind.
    throw isSystemError(error, 'ENOENT') ? uploadInterrupted(error) : error;
  }
}

async function writeWhole(file: Awaited<ReturnType<typeof open>>, chunk: Buffer): Promise<void> {
  let written = 0;
  while (written < chunk.length) {
    const { bytesWritten } = await file.write(chunk, written, chunk.length - written);
    written += bytesWritten;
  }
}

/** For its owner alone, durable when this answers. The one above it has to be there. */
export async function makeFolderDurably(folder: string): Promise<void> {
  try {
    await mkdir(folder, { mode: 0o700 });
  } catch (error) {
    if (isSystemError(error, 'EEXIST')) return;
    throw error;
  }
  await syncFolder(dirname(folder));
}

/** A new name is durable when its folder is. */
export async function syncFolder(folder: string): Promise<void> {
  const handle = await open(folder, 'r');
  try {
    await handle.sync();
  } finally {
    await handle.close();
  }
}
