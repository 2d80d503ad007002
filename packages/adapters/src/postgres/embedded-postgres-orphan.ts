import { readFileSync } from 'node:fs';
import { readFile } from 'node:fs/promises';
import { spawnSync } from 'node:child_process';
import { join } from 'node:path';
import { setTimeout as delay } from 'node:timers/promises';
import { isSystemError } from '../disk/system-error.ts';
import { processStart } from '../disk/process-start.ts';
import { EmbeddedPostgresError } from './embedded-postgres-error.ts';

const stopTimeoutMs = 30_000;

/**
 * Ends the server of an earlier start that was killed before it could stop its database. Only called while this
 * process holds the folder's lock, so a server on that folder belongs to nobody.
 */
export const stopOrphan = async (clusterFolder: string): Promise<void> => {
  const pid = await readServerPid(clusterFolder);
  if (pid === undefined || !serves(pid, clusterFolder)) return;
  process.kill(pid, 'SIGINT');
  const deadline = Date.now() + stopTimeoutMs;
  while (processStart(pid) !== undefined) {
    if (Date.now() > deadline) {
      throw new EmbeddedPostgresError('data_folder_in_use', `An earlier database (process ${pid}) does not stop.`);
    }
    await delay(50);
  }
};

const readServerPid = async (clusterFolder: string): Promise<number | undefined> => {
  try {
    const [pid] = (await readFile(join(clusterFolder, 'postmaster.pid'), 'utf8')).split('\n');
    return Number(pid) > 1 ? Number(pid) : undefined;
  } catch (error) {
    if (isSystemError(error, 'ENOENT')) return undefined;
    throw error;
  }
};

/** The id in a left-over file may by now belong to anything: only a Postgres started with this very folder is ours. */
const serves = (pid: number, clusterFolder: string): boolean => {
  if (processStart(pid) === undefined) return false;
  const commandLine = readCommandLine(pid);
  return commandLine.includes('postgres') && commandLine.includes(clusterFolder);
};

const readCommandLine = (pid: number): string => {
  if (process.platform !== 'linux') {
    return spawnSync('ps', ['-o', 'command=', '-p', String(pid)], { encoding: 'utf8' }).stdout;
  }
  return readFileSync(`/proc/${pid}/cmdline`, 'utf8').replaceAll('\0', ' ');
};
