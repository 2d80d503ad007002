import { readFile } from 'node:fs/promises';

export type Usage = { memoryInMegabytes: number; cpuMs: number };

// proc(5): in ticks, of which there are a hundred a second wherever Linux runs today.
const msATick = 10;
const pageInBytes = 4096;

/** All of its memory now, and its processor time so far. Undefined where there is no such process, or no way to ask. */
export async function usedBy(pid: number): Promise<Usage | undefined> {
  try {
    const stat = await readFile(`/proc/${pid}/stat`, 'utf8');
    // After the name, which may hold anything: state is the third field, then come numbers.
    const fields = stat.slice(stat.lastIndexOf(')') + 2).split(' ');
    const [utime, stime, resident] = [fields[11], fields[12], fields[21]].map(Number);
    if (utime === undefined || stime === undefined || resident === undefined) return undefined;
    return { memoryInMegabytes: (resident * pageInBytes) / 1024 ** 2, cpuMs: (utime + stime) * msATick };
  } catch {
    // It has ended, or this system keeps no such files: the other limits hold.
    return undefined;
  }
}
