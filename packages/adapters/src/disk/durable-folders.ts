import { mkdir, open } from 'node:fs/promises';
import { dirname } from 'node:path';
import { isSystemError } from './system-error.ts';

/** Makes folders, the outermost first, and answers when they are durable. */
export type DurableFolders = {
  make: (folders: readonly string[]) => Promise<void>;
  /** One of them turned out to be gone. */
  forget: (folders: readonly string[]) => void;
};

/**
 * Remembers which folders are durable, so that each costs its calls once in a process; there are at most as many as
 * the fan-out has. Whoever meets a folder that another one is making waits until it is durable.
 */
export function createDurableFolders(): DurableFolders {
  const made = new Map<string, Promise<void>>();
  const makeOne = (folder: string): Promise<void> => {
    const known = made.get(folder);
    if (known) return known;
    const making = makeFolderDurably(folder);
    made.set(folder, making);
    making.catch(() => made.delete(folder));
    return making;
  };
  return {
    make: async (folders) => {
      for (const folder of folders) await makeOne(folder);
    },
    forget: (folders) => {
      for (const folder of folders) made.delete(folder);
    },
  };
}

/** For its owner alone, durable when this answers, whoever made it. The one above it has to be there. */
export async function makeFolderDurably(folder: string): Promise<void> {
  try {
    await mkdir(folder, { mode: 0o700 });
  } catch (error) {
    if (!isSystemError(error, 'EEXIST')) throw error;
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
