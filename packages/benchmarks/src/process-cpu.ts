import { readFile } from 'node:fs/promises';

// What `sysconf(_SC_CLK_TCK)` answers on every Linux that Node runs on.
const ticksPerSecond = 100;

/** What a process has taken of the processor so far, in seconds, with all its threads (Linux). */
export async function cpuSecondsOf(pid: number): Promise<number> {
  const text = await readFile(`/proc/${pid}/stat`, 'utf8');
  // The name of the program stands in brackets and may hold anything; the state follows it as the third field.
  const fields = text.slice(text.lastIndexOf(')') + 2).split(' ');
  return (Number(fields[11]) + Number(fields[12])) / ticksPerSecond;
}
