import { createWriteStream } from 'node:fs';
import { mkdir, readdir, rm, stat } from 'node:fs/promises';
import { join } from 'node:path';
import { pipeline } from 'node:stream/promises';
import { storageFull } from '@portal/core/documents/document-problems';
import { newId } from '@portal/core/new-id';
import type { ScratchPort } from '@portal/core/processing/scratch.port';

const prefix = 'portal-worker-';
// Longer than any job takes: one of another machine's, whose number says nothing here, is in use until then.
const untouchedMs = 3 * 60 * 60 * 1000;

let scratchesOfThisProcess = 0;

/**
 * In a folder of its own below `parentFolder`. What workers left there that died goes when the next one starts; `close`
 * leaves nothing.
 */
export async function createDiskScratch({
  parentFolder,
}: {
  parentFolder: string;
}): Promise<ScratchPort & { folder: string; close: () => Promise<void> }> {
  await removeLeftOvers(parentFolder);
  scratchesOfThisProcess += 1;
  const folder = join(parentFolder, `${prefix}${process.pid}-${scratchesOfThisProcess}`);
  await rm(folder, { recursive: true, force: true });
  // Not one that somebody else has made meanwhile: its name can be guessed.
  await mkdir(folder, { mode: 0o700 });
  return {
    folder,
    close: () => rm(folder, { recursive: true, force: true }),
    keep: async (bytes, { signal }) => {
      const path = join(folder, newId());
      const remove = (): Promise<void> => rm(path, { force: true });
      const file = createWriteStream(path, { mode: 0o600, flags: 'wx' });
      try {
        await pipeline(bytes, file, { signal });
      } catch (error) {
        await remove();
        if (error instanceof Error && 'code' in error && error.code === 'ENOSPC') throw storageFull(error);
        throw error;
      }
      return { path, sizeInBytes: file.bytesWritten, remove };
    },
  };
}

async function removeLeftOvers(parentFolder: string): Promise<void> {
  for (const name of await readdir(parentFolder)) {
    const pid = new RegExp(`^${prefix}(\\d+)-\\d+$`).exec(name)?.[1];
    if (pid === undefined || isAlive(Number(pid))) continue;
    const folder = join(parentFolder, name);
    // Another worker may be removing it, too.
    const touched = await stat(folder).catch(() => undefined);
    if (touched && Date.now() - touched.mtimeMs > untouchedMs) await rm(folder, { recursive: true, force: true });
  }
}

function isAlive(pid: number): boolean {
  try {
    process.kill(pid, 0);
    return true;
  } catch (error) {
    // It is there, and another user's.
    return error instanceof Error && 'code' in error && error.code === 'EPERM';
  }
}
