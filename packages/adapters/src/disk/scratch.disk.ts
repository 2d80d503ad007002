import { createWriteStream } from 'node:fs';
import { mkdir, rm } from 'node:fs/promises';
import { join } from 'node:path';
import { pipeline } from 'node:stream/promises';
import { storageFull } from '@portal/core/documents/document-problems';
import { newId } from '@portal/core/new-id';
import type { ScratchPort } from '@portal/core/processing/scratch.port';

/** In a folder of the worker's own: what a worker that died left there goes at the next start. */
export async function createDiskScratch({ folder }: { folder: string }): Promise<ScratchPort> {
  await rm(folder, { recursive: true, force: true });
  await mkdir(folder, { recursive: true, mode: 0o700 });
  return {
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
