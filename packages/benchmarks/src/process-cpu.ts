import { readFile } from 'node:fs/promises';

// What `sysconf(_SC_CLK_TCK)` answers on every Linux that Node runs on.
const ticksPerSecond = 100;

/** What a process has taken of the processor so far, in seconds, with all its threads (Linux). */
export async function cpuSecondsOf(pid: number): Promise<number> {
  const { own } = await cpuOf(pid);
  return own;
}

/** The same with the processes that it had started and that have ended. */
export async function cpuSecondsOfFamily(pid: number): Promise<number> {
  const { own, ended } = await cpuOf(pid);
  return own + ended;
}

async function cpuOf(pid: number): Promise<{ own: number; ended: number }> {
  const text = await readFile(`/proc/${pid}/stat`, 'utf8');
  // The name of the program stands in brackets and may hold anything; the state follows it as the third field.
  const fields = text.slice(text.lastIndexOf(')') + 2).split(' ');
  const seconds = (from: number): number => (Number(fields[from]) + Number(fields[from + 1])) / ticksPerSecond;
  return { own: seconds(11), ended: seconds(13) };
}
