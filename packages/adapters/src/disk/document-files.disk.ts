import { mkdir, open, readdir, rm, stat } from 'node:fs/promises';
import { dirname, join } from 'node:path';
import type { ByteRange, DocumentFilesPort, FileReading } from '@portal/core/documents/document-files.port';
import { createDurableFolders, syncFolder } from './durable-folders.ts';
import { removeParts } from './parts-folder.ts';
import { openFile } from './open-file.ts';
import { askDisk } from './store-error.ts';
import { storagePath } from './storage-path.ts';
import { unlessMissing } from './system-error.ts';
import { writeDurably } from './write-durably.ts';

// Each costs a call and a turn of the event loop; a reader holds two of them.
const readChunkInBytes = 512 * 1024;

/**
 * Files below `folder`, readable by the portal's own user alone. Half-written ones stand in `incoming/`, on the same
 * file system, until they are whole. Makes the folders where they are missing.
 */
export async function createDiskDocumentFiles({ folder }: { folder: string }): Promise<DocumentFilesPort> {
  const kept = join(folder, 'kept');
  const incoming = join(folder, 'incoming');
  for (const made of [kept, incoming]) await mkdir(made, { recursive: true, mode: 0o700 });
  const durableFolders = createDurableFolders();

  return {
    write: (storageKey, bytes, { signal }) =>
      askDisk(async () => {
        const { folders, file } = storagePath(kept, storageKey);
        return await writeDurably({ folders, durableFolders, file, temporaryFolder: incoming, bytes, signal });
      }),
    read: (storageKey, range) => askDisk(() => readFile(storagePath(kept, storageKey).file, range)),
    stat: (storageKey) =>
      askDisk(async () => {
        const found = await unlessMissing(stat(storagePath(kept, storageKey).file));
        return found && { sizeInBytes: found.size };
      }),
    // Only the portal reads a disk, and it opens only what is ready.
    admit: (storageKey) =>
      askDisk(async () => (await unlessMissing(stat(storagePath(kept, storageKey).file))) !== undefined),
    remove: (storageKey) =>
      askDisk(async () => {
        await removeParts(folder, storageKey);
        const { file } = storagePath(kept, storageKey);
        if ((await unlessMissing(stat(file))) === undefined) return;
        await rm(file, { force: true });
        await syncFolder(dirname(file));
      }),
    removeLeftovers: (olderThan) => askDisk(() => removeOlder(incoming, olderThan)),
  };
}

/** The file is open when this answers: a removal in the middle of reading takes nothing away from the reader. */
async function readFile(path: string, range: ByteRange | undefined): Promise<FileReading | undefined> {
  const file = await unlessMissing(open(path, 'r'));
  if (file === undefined) return undefined;
  try {
    const found = await file.stat({ bigint: true });
    const bytes = file.createReadStream({ highWaterMark: readChunkInBytes, ...range });
    return { sizeInBytes: Number(found.size), bytes, file: openFile(file, found, range) };
  } catch (error) {
    await file.close();
    throw error;
  }
}

async function removeOlder(folder: string, olderThan: Date): Promise<number> {
  let removed = 0;
  for (const name of await readdir(folder)) {
    const path = join(folder, name);
    const found = await unlessMissing(stat(path));
    if (found === undefined || found.mtime >= olderThan) continue;
    await rm(path, { recursive: true, force: true });
    removed += 1;
  }
  return removed;
}
