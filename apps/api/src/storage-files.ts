import { mkdir, readFile, rename, rm, writeFile } from 'node:fs/promises';
import { join } from 'node:path';
import type { MoveJournal } from '@portal/core/storage/move-document';
import type { StorageVerification } from '@portal/core/storage/verify-storage';

type KeptVerification = { quick: boolean; state: StorageVerification };

/** Where a verification that was stopped is gone on with: a file in the data folder. */
export function createVerificationFile(dataFolder: string) {
  const path = join(dataFolder, 'storage-verify.json');
  return {
    read: () => readJson<KeptVerification>(path),
    write: (kept: KeptVerification) => writeJson(dataFolder, path, kept),
    remove: () => rm(path, { force: true }),
  };
}

/** The keys that a move is writing, in a file of the data folder, so that one that was killed leaves nothing unknown. */
export async function createMoveJournal(dataFolder: string): Promise<MoveJournal> {
  type Pending = Awaited<ReturnType<MoveJournal['pending']>>[number];
  const path = join(dataFolder, 'storage-move.json');
  const pending = new Map((await readJson<Pending[]>(path))?.map((document) => [document.id, document]));
  let writing: Promise<void> = Promise.resolve();
  const write = (): Promise<void> => {
    writing = writing.then(() => writeJson(dataFolder, path, [...pending.values()]));
    return writing;
  };
  return {
    begin: ({ id, storageKey }) => {
      pending.set(id, { id, storageKey });
      return write();
    },
    end: ({ id }) => {
      pending.delete(id);
      return pending.size > 0 ? write() : (writing = writing.then(() => rm(path, { force: true })));
    },
    pending: async () => [...pending.values()],
  };
}

async function readJson<Kept>(path: string): Promise<Kept | undefined> {
  try {
    return JSON.parse(await readFile(path, 'utf8')) as Kept;
  } catch (error) {
    if (error instanceof Error && 'code' in error && error.code === 'ENOENT') return undefined;
    throw error;
  }
}

/** Whole or not at all: a process that is killed leaves the one before. */
async function writeJson(folder: string, path: string, content: unknown): Promise<void> {
  await mkdir(folder, { recursive: true, mode: 0o700 });
  await writeFile(`${path}.new`, JSON.stringify(content), { mode: 0o600 });
  await rename(`${path}.new`, path);
}
