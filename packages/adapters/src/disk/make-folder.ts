import { mkdir, stat } from 'node:fs/promises';
import { dirname } from 'node:path';
import { isSystemError } from './system-error.ts';

/**
 * Makes a folder and those above it, for its owner alone. Node's own way to make them all reports a read-only disk as a
 * missing folder; this one throws the file system's true error.
 */
export const makeFolder = async (folder: string): Promise<void> => {
  try {
    await mkdir(folder, { mode: 0o700 });
  } catch (error) {
    if (isSystemError(error, 'ENOENT') && dirname(folder) !== folder) {
      await makeFolder(dirname(folder));
      return mkdir(folder, { mode: 0o700 });
    }
    // A read-only disk says so even of a folder that is there.
    if (!(await isFolder(folder))) throw error;
  }
};

const isFolder = async (path: string): Promise<boolean> => {
  try {
    return (await stat(path)).isDirectory();
  } catch (error) {
    if (isSystemError(error, 'ENOENT') || isSystemError(error, 'ENOTDIR')) return false;
    throw error;
  }
};
