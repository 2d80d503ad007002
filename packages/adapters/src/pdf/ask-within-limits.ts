import { setTimeout as delay } from 'node:timers/promises';
import type { AnsweringProcess } from './answering-process.ts';
import { usedBy } from './process-usage.ts';

/** Of one question, however many the process has answered before. */
export type Limits = {
  /** Of the processor, where the system tells of it: a busy machine makes nobody slow. */
  cpuMs: number;
  timeMs: number;
  /** Of all the memory of the process, where the system tells of it. */
  memoryInMegabytes: number;
  outputInBytes: number;
};

/** What the question came to: its answer, a limit, or the process ended by itself. */
export type Ending = 'ended' | 'failed' | 'time' | 'processor' | 'memory' | 'output';

const lookEveryMs = 100;

/** Past a limit the process is killed. Answers what it said until then. An aborted signal kills it and rejects. */
export async function askWithinLimits(
  asked: AnsweringProcess,
  question: string,
  { limits, signal }: { limits: Limits; signal: AbortSignal },
): Promise<{ ending: Ending; output: string }> {
  signal.throwIfAborted();
  signal.addEventListener('abort', asked.kill, { once: true });
  let ending: Ending | undefined;
  const kill = (why: Ending): void => {
    ending ??= why;
    asked.kill();
  };
  const timer = setTimeout(() => kill('time'), limits.timeMs);
  const watching = new AbortController();
  const watched = watch(asked.pid, limits, watching.signal, kill);
  const pieces: Buffer[] = [];
  let saidInBytes = 0;
  const onPiece = (piece: Buffer): void => {
    saidInBytes += piece.length;
    if (saidInBytes > limits.outputInBytes) kill('output');
    else pieces.push(piece);
  };
  try {
    const { isWhole } = await asked.ask(question, { onPiece });
    signal.throwIfAborted();
    return { ending: ending ?? (isWhole ? 'ended' : 'failed'), output: Buffer.concat(pieces).toString('utf8') };
  } finally {
    clearTimeout(timer);
    signal.removeEventListener('abort', asked.kill);
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
  if (pid === undefined) return;
  const before = await usedBy(pid);
  while (!signal.aborted) {
    await delay(lookEveryMs, undefined, { signal }).catch(() => undefined);
    const used = await usedBy(pid);
    if (!used || !before || signal.aborted) return;
    if (used.memoryInMegabytes > limits.memoryInMegabytes) return kill('memory');
    if (used.cpuMs - before.cpuMs > limits.cpuMs) return kill('processor');
  }
}
