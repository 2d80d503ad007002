import { randomUUID } from 'node:crypto';
import { link, readFile, rm, writeFile } from 'node:fs/promises';
import { join } from 'node:path';
import { setTimeout as delay } from 'node:timers/promises';
import { isSystemError } from './system-error.ts';
import { processStart } from './process-start.ts';

const lockFileName = 'portal.lock';
const guardRetryMs = 10;

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
  const living = await take(lockFile);
  if (living !== undefined) throw new FolderInUseError(folder, living.pid);
  return { release: () => rm(lockFile, { force: true }) };
};

/** Undefined where the lock is ours now, else the living process that has it. */
const take = async (lockFile: string): Promise<LockOwner | undefined> => {
  const ownFile = `${lockFile}.${randomUUID()}`;
  const self: LockOwner = { pid: process.pid, start: processStart(process.pid) ?? '' };
  await writeFile(ownFile, JSON.stringify(self), { mode: 0o600 });
  try {
    // A hard link appears whole or not at all, and never replaces a lock that is there.
    while (!(await linked(ownFile, lockFile))) {
      const owner = await readOwner(lockFile);
      if (owner !== undefined && isAlive(owner)) return owner;
      if (owner !== undefined) await removeStale(lockFile);
    }
    return undefined;
  } finally {
    await rm(ownFile, { force: true });
  }
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

/**
 * Two starts may find the same stale lock, and the slower one must not remove what the quicker one has put there: a
 * stale lock is removed only by whoever holds a second lock, and looked at once more under it.
 */
const removeStale = async (lockFile: string): Promise<void> => {
  const guardFile = `${lockFile}.takeover`;
  if ((await take(guardFile)) !== undefined) return delay(guardRetryMs);
  try {
    const owner = await readOwner(lockFile);
    if (owner !== undefined && !isAlive(owner)) await rm(lockFile);
  } finally {
    await rm(guardFile, { force: true });
  }
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
