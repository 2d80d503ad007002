import { type ChildProcess, spawn } from 'node:child_process';
import { once } from 'node:events';
import { join } from 'node:path';

const main = join(import.meta.dirname, 'main.ts');

export type PortalProcess = {
  child: ChildProcess;
  /** Everything it has said so far. */
  output: () => string;
  /** Waits for a text in the output; false where the process ends before. */
  says: (text: string) => Promise<boolean>;
  ended: Promise<{ exitCode: number | null; output: string }>;
};

/** Starts the portal the way `npm start` does at its end, without the page and without the demo. */
export const startPortalProcess = (environment: Record<string, string>): PortalProcess =>
  watch(
    spawn(process.execPath, [main, '--without-web'], {
      stdio: ['ignore', 'pipe', 'pipe'],
      env: { PATH: process.env['PATH'], DEMO: 'off', ...environment },
    }),
  );

export const watch = (child: ChildProcess): PortalProcess => {
  let output = '';
  const waiting = new Set<() => void>();
  const hear = (chunk: Buffer): void => {
    output += chunk.toString('utf8');
    for (const look of waiting) look();
  };
  child.stdout?.on('data', hear);
  child.stderr?.on('data', hear);
  const ended = once(child, 'close').then(([exitCode]) => ({ exitCode: exitCode as number | null, output }));
  const says = (text: string): Promise<boolean> => {
    const heard = new Promise<boolean>((resolve) => {
      const look = (): void => {
        if (!output.includes(text)) return;
        waiting.delete(look);
        resolve(true);
      };
      waiting.add(look);
      look();
    });
    return Promise.race([heard, ended.then(() => output.includes(text))]);
  };
  return { child, output: () => output, says, ended };
};
