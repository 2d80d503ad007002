import { spawn } from 'node:child_process';
import { readFile } from 'node:fs/promises';
import { setTimeout as delay } from 'node:timers/promises';

export type Limits = {
  /** Of the processor, where the system tells of it: a busy machine makes nobody slow. */
  cpuMs: number;
  timeMs: number;
  /** Of all its memory, where the system tells of it, and of JavaScript's own. */
  memoryInMegabytes: number;
  outputInBytes: number;
};

export type Ending = 'ended' | 'failed' | 'time' | 'memory' | 'output';

const lookEveryMs = 100;

/**
 * Runs a program of ours in a process of its own that can read files, write none, start nothing and knows no setting of
 * the portal's. Past a limit it is killed. Answers what it said until then. An aborted signal rejects.
 */
export async function runLimited(
  script: string,
  args: readonly string[],
  { limits, signal }: { limits: Limits; signal: AbortSignal },
): Promise<{ ending: Ending; output: string }> {
  signal.throwIfAborted();
  const heap = `--max-old-space-size=${limits.memoryInMegabytes}`;
  const fences = ['--permission', '--allow-fs-read=*', '--allow-addons', '--allow-worker'];
  const child = spawn(process.execPath, [heap, ...fences, '--no-warnings', script, ...args], {
    stdio: ['ignore', 'pipe', 'ignore'],
    env: {},
  });
  let ending: Ending | undefined;
  const kill = (why: Ending): void => {
    ending ??= why;
    child.kill('SIGKILL');
  };
  const pieces: Buffer[] = [];
  let saidInBytes = 0;
  child.stdout.on('data', (piece: Buffer) => {
    saidInBytes += piece.length;
    if (saidInBytes > limits.outputInBytes) return kill('output');
    pieces.push(piece);
    return undefined;
  });
  const timer = setTimeout(() => kill('time'), limits.timeMs);
  const stop = (): void => void child.kill('SIGKILL');
  signal.addEventListener('abort', stop, { once: true });
  const watching = new AbortController();
  const watched = watch(child.pid, limits, watching.signal, kill);
  try {
    const code = await new Promise<number | null>((resolve, reject) => {
      child.on('error', reject);
      child.on('close', resolve);
    });
    signal.throwIfAborted();
    ending ??= code === 0 ? 'ended' : 'failed';
    return { ending, output: Buffer.concat(pieces).toString('utf8') };
  } finally {
    clearTimeout(timer);
    signal.removeEventListener('abort', stop);
    watching.abort();
    await watched;
  }
}

/** JavaScript's own limit says nothing of pictures and of buffers. */
async function watch(
  pid: number | undefined,
  limits: Limits,
  signal: AbortSignal,
  kill: (why: Ending) => void,
): Promise<void> {
  while (pid !== undefined && !signal.aborted) {
    const used = await usedBy(pid);
    if (used === undefined) return;
    if (used.memoryInMegabytes > limits.memoryInMegabytes) return kill('memory');
    if (used.cpuMs > limits.cpuMs) return kill('time');
    await delay(lookEveryMs, undefined, { signal }).catch(() => undefined);
  }
}

// proc(5): in ticks, of which there are a hundred a second wherever Linux runs today.
const msATick = 10;
const pageInBytes = 4096;

/** Undefined where there is no such process, or no such way to ask. */
async function usedBy(pid: number): Promise<{ memoryInMegabytes: number; cpuMs: number } | undefined> {
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
