import { randomUUID } from 'node:crypto';
import { link, readFile, rename, rm, writeFile } from 'node:fs/promises';
import { join } from 'node:path';
import { isSystemError } from './system-error.ts';
import { processStart } from './process-start.ts';

const lockFileName = 'portal.lock';

/** Another living process holds the folder. `pid` is that process. */
export class FolderInUseError extends Error {
  readonly code = 'data_folder_in_use';
  readonly folder: string;
  readonly pid: number;

  constructor(folder: string, pid: number) {
    super(`The data folder ${folder} is in use by another portal (process ${pid}).`);
    this.name = 'FolderInUseError';
    this.folder = folder;
    this.pid = pid;
  }
}

export type FolderLock = { release: () => Promise<void> };

type LockOwner = { pid: number; start: string };

/**
 * Takes the folder for this process, until `release` or the process ends.
 *
 * The owner is a process id together with the moment that process started, because ids are used again: after a crash
 * the same id may belong to anyone. The lock holds among processes of one machine (one process id namespace).
 * Throws FolderInUseError, or the file system's error where the folder can't be written.
 */
export const lockFolder = async (folder: string): Promise<FolderLock> => {
  const lockFile = join(folder, lockFileName);
  const ownFile = `${lockFile}.${randomUUID()}`;
  const owner: LockOwner = { pid: process.pid, start: processStart(process.pid) ?? '' };
  await writeFile(ownFile, JSON.stringify(owner), { mode: 0o600 });
  try {
    // A hard link appears whole or not at all, and never replaces a lock that is there.
    while (!(await linked(ownFile, lockFile))) await removeIfStale(folder, lockFile);
  } finally {
    await rm(ownFile, { force: true });
  }
  return { release: () => rm(lockFile, { force: true }) };
};

const linked = async (from: string, to: string): Promise<boolean> => {
  try {
    await link(from, to);
    return true;
  } catch (error) {
    if (isSystemError(error, 'EEXIST')) return false;
    throw error;
  }
};

/** Two starts may find the same stale lock: whoever moves away a lock that has meanwhile become valid puts it back. */
const removeIfStale = async (folder: string, lockFile: string): Promise<void> => {
  const found = await readOwner(lockFile);
  if (found === undefined) return;
  if (isAlive(found)) throw new FolderInUseError(folder, found.pid);
  const movedFile = `${lockFile}.${randomUUID()}`;
  try {
    await rename(lockFile, movedFile);
  } catch (error) {
    if (isSystemError(error, 'ENOENT')) return;
    throw error;
  }
  const moved = await readOwner(movedFile);
  if (moved !== undefined && isAlive(moved)) await linked(movedFile, lockFile);
  await rm(movedFile, { force: true });
};

const isAlive = (owner: LockOwner): boolean => processStart(owner.pid) === owner.start;

const readOwner = async (lockFile: string): Promise<LockOwner | undefined> => {
  let text: string;
  try {
    text = await readFile(lockFile, 'utf8');
  } catch (error) {
    if (isSystemError(error, 'ENOENT')) return undefined;
    throw error;
  }
  return parseOwner(text);
};

/** What can't be read names no living process, so it counts as stale. */
const parseOwner = (text: string): LockOwner => {
  const [, pid, start] = /^\{"pid":(\d+),"start":"([^"]+)"\}$/.exec(text) ?? [];
  return { pid: Number(pid ?? 0), start: start ?? 'unknown' };
};
