import { spawn } from 'node:child_process';
import { endOfAnswer } from './end-of-answer.ts';

export type AnsweringProcess = {
  pid: number | undefined;
  /** One at a time. Resolves with the lines that were said to it, as far as they go where the process ended first. */
  ask: (question: string, input: { onPiece: (piece: Buffer) => void }) => Promise<{ isWhole: boolean }>;
  isAlive: () => boolean;
  kill: () => void;
};

export type ProcessOptions = {
  script: string;
  heapInMegabytes: number;
  /** Of the processor, for the whole of its life: the system ends it then, also where nobody is left to do so. */
  lifeCpuSeconds: number;
  /** Files and folders: it can open no other. */
  readable: readonly string[];
  environment: Record<string, string>;
};

const startTimeMs = 30_000;

/**
 * A program of ours in a process of its own, which writes no file, starts nothing and knows no setting of the portal's.
 * It is asked by lines and answers in lines. It ends when nobody holds it any more. One that does not come up rejects
 * what it is asked: that says nothing about the question.
 */
export function startAnswering({
  script,
  heapInMegabytes,
  lifeCpuSeconds,
  readable,
  environment,
}: ProcessOptions): AnsweringProcess {
  const readers = readable.map((path) => `--allow-fs-read=${path}`);
  // No text becomes code. A thread could be started without the fences: the script is to lock that (`child/fence.ts`).
  const fences = [
    '--permission',
    ...readers,
    '--allow-addons',
    '--allow-worker',
    '--disallow-code-generation-from-strings',
  ];
  const flags = [`--max-old-space-size=${heapInMegabytes}`, ...fences, '--no-warnings'];
  const settings = Object.entries(environment).map(([name, value]) => `${name}=${value}`);
  const limited = ['-c', 'ulimit -t "$0" && exec /usr/bin/env -i "$@"', String(lifeCpuSeconds), ...settings];
  const child = spawn('/bin/sh', [...limited, process.execPath, ...flags, script], {
    stdio: ['pipe', 'pipe', 'ignore'],
    env: {},
  });
  let isOver = false;
  let onPiece: ((piece: Buffer) => void) | undefined;
  const kill = (): void => {
    isOver = true;
    child.kill('SIGKILL');
  };
  const over = new Promise<{ isWhole: false }>((resolve) => {
    const end = (): void => {
      isOver = true;
      resolve({ isWhole: false });
    };
    child.once('error', end);
    child.once('close', end);
  });
  // Of a process that has ended: its end is told.
  child.stdin.on('error', () => undefined);
  // Whoever speaks without being asked is not to be believed any more.
  child.stdout.on('data', (piece: Buffer) => (onPiece ? onPiece(piece) : kill()));
  const listen = async (onOwnPiece: (piece: Buffer) => void): Promise<{ isWhole: boolean }> => {
    const whole = new Promise<{ isWhole: true }>((resolve) => {
      onPiece = untilTheEnd(onOwnPiece, () => {
        onPiece = undefined;
        resolve({ isWhole: true });
      });
    });
    return Promise.race([whole, over]);
  };
  const starting = setTimeout(kill, startTimeMs).unref();
  const started = listen(() => undefined).finally(() => clearTimeout(starting));
  return {
    pid: child.pid,
    isAlive: () => !isOver,
    kill,
    ask: async (question, asked) => {
      if (!(await started).isWhole) throw new Error('The process that looks into documents does not start.');
      const answered = listen(asked.onPiece);
      child.stdin.write(`${question}\n`);
      return answered;
    },
  };
}

const marker = `\n${endOfAnswer}\n`;

/** Hands on every piece, and tells when one of them ends with the line that ends an answer. */
function untilTheEnd(onPiece: (piece: Buffer) => void, onEnd: () => void): (piece: Buffer) => void {
  let tail = '\n';
  return (piece) => {
    onPiece(piece);
    tail = (tail + piece.subarray(-marker.length).toString('latin1')).slice(-marker.length);
    if (tail === marker) onEnd();
  };
}
