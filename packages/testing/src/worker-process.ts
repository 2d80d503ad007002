import { spawn } from 'node:child_process';
import { once } from 'node:events';
import { createInterface } from 'node:readline';
import { fileURLToPath } from 'node:url';
import type { TestDatabase } from './postgres.ts';

export type WorkerProcess = {
  pid: number;
  /** Resolves with its exit code, null where a signal ended it, when it is gone. */
  kill: (signal: NodeJS.Signals) => Promise<number | null>;
};

const main = fileURLToPath(import.meta.resolve('@portal/worker/main'));

/** The worker as a process of its own, over a database and a folder that outlive it. Resolves when it takes jobs. */
export async function startWorkerProcess(input: {
  database: Pick<TestDatabase, 'applicationUrl'>;
  dataFolder: string;
  environment?: Record<string, string>;
}): Promise<WorkerProcess> {
  const child = spawn(process.execPath, [main], {
    stdio: ['ignore', 'pipe', 'inherit'],
    env: {
      PORTAL_MODE: 'local',
      SCANNER: 'none',
      DATABASE_URL: input.database.applicationUrl,
      DATA_DIR: input.dataFolder,
      ...input.environment,
    },
  });
  const { pid } = child;
  if (pid === undefined) throw new Error('The worker could not be started.');
  const exited = once(child, 'exit') as Promise<[number | null]>;
  await new Promise<void>((resolve, reject) => {
    // Read to the end: a pipe that is full would stop it.
    createInterface({ input: child.stdout }).on('line', (line) => line.includes('"taking jobs"') && resolve());
    void exited.then(() => reject(new Error('The worker ended before it took jobs.')));
  });
  return {
    pid,
    kill: async (signal) => {
      child.kill(signal);
      return (await exited)[0];
    },
  };
}
