import { randomUUID } from 'node:crypto';
import { rename, rm } from 'node:fs/promises';
import { basename, join } from 'node:path';
import { storagePath } from './storage-path.ts';
import { isSystemError } from './system-error.ts';
import { syncFolder } from './durable-folders.ts';

/** Where the parts of a file lie until it is whole: a folder of its own for each key, all of them in `parts/`. */
export function partsFolder(folder: string, storageKey: string): string {
  return join(folder, 'parts', basename(storagePath(folder, storageKey).file));
}

/**
 * Takes them away at once, by another name: who still writes there finds nothing, and what a crash leaves half removed
 * lies in `incoming/`, which is swept by age. Idempotent.
 */
export async function removeParts(folder: string, storageKey: string): Promise<void> {
  const removed = join(folder, 'incoming', randomUUID());
  try {
    await rename(partsFolder(folder, storageKey), removed);
  } catch (error) {
    if (isSystemError(error, 'ENOENT')) return;
    throw error;
  }
  await syncFolder(join(folder, 'parts'));
  await rm(removed, { recursive: true, force: true });
}
