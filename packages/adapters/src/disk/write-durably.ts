import { randomUUID } from 'node:crypto';
import { link, open, unlink } from 'node:fs/promises';
import { dirname, join } from 'node:path';
import type { Readable } from 'node:stream';
import type { StoredFile } from '@portal/core/documents/document-files.port';
import { uploadInterrupted } from '@portal/core/documents/document-problems';
import { type DurableFolders, syncFolder } from './durable-folders.ts';
import { isSystemError } from './system-error.ts';
import { writeHashed } from './write-hashed.ts';

export type DurableWrite = {
  /** Folders down to the file's own, the outermost first; those that are missing are made. */
  folders: readonly string[];
  durableFolders: DurableFolders;
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
  // While the bytes come.
  const folders = write.durableFolders.make(write.folders);
  folders.catch(() => undefined);
  try {
    const stored = await writeTemporary(temporaryFile, write.bytes, write.signal);
    await folders;
    await giveName(temporaryFile, write);
    await syncFolder(dirname(write.file));
    return stored;
  } finally {
    write.bytes.destroy();
    await removeTemporary(temporaryFile);
  }
}

async function writeTemporary(path: string, bytes: Readable, signal: AbortSignal | undefined): Promise<StoredFile> {
  const file = await open(path, 'wx', 0o600);
  const stop = () => bytes.destroy(new Error('The write was aborted.'));
  try {
    signal?.throwIfAborted();
    signal?.addEventListener('abort', stop, { once: true });
    return await writeHashed(file, bytes);
  } finally {
    signal?.removeEventListener('abort', stop);
    await file.close();
  }
}

/** A link, unlike a rename, never replaces a file that is there. */
async function giveName(temporaryFile: string, { file, folders, durableFolders }: DurableWrite): Promise<void> {
  try {
    await link(temporaryFile, file);
  } catch (error) {
    if (!isSystemError(error, 'ENOENT')) throw error;
    durableFolders.forget(folders);
    // Nothing came for so long that the sweeper took it for left behind.
    throw uploadInterrupted(error);
  }
}

async function removeTemporary(path: string): Promise<void> {
  try {
    await unlink(path);
  } catch (error) {
    if (!isSystemError(error, 'ENOENT')) throw error;
  }
}
