import { spawnSync } from 'node:child_process';
import { readFileSync } from 'node:fs';
import { isSystemError } from './system-error.ts';

/**
 * When the process started, in a form that is only good for comparing; undefined where no such process lives.
 * Together with its id it tells one process from a later one that was given the same id.
 */
export const processStart = (pid: number): string | undefined =>
  process.platform === 'linux' ? startFromProc(pid) : startFromPs(pid);

const startFromProc = (pid: number): string | undefined => {
  let stat: string;
  try {
    stat = readFileSync(`/proc/${pid}/stat`, 'utf8');
  } catch (error) {
    if (isSystemError(error, 'ENOENT') || isSystemError(error, 'ESRCH')) return undefined;
    throw error;
  }
  // proc_pid_stat(5): the name in parentheses may hold anything, so the fields are counted from its end. The first
  // after it is the state (Z: ended, not yet collected), the twentieth the start in clock ticks since boot.
  const fields = stat.slice(stat.lastIndexOf(')') + 2).split(' ');
  return fields[0] === 'Z' ? undefined : fields[19];
};

const startFromPs = (pid: number): string | undefined => {
  const answer = spawnSync('ps', ['-o', 'lstart=', '-p', String(pid)], { encoding: 'utf8' });
  const start = answer.stdout?.trim();
  return start === '' ? undefined : start;
};
