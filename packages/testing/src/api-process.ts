import { spawn } from 'node:child_process';
import { once } from 'node:events';
import { readFile } from 'node:fs/promises';
import { fileURLToPath } from 'node:url';
import { findFreePort } from './ports.ts';
import type { TestDatabase } from './postgres.ts';
import type { MailboxEntry } from './test-portal.ts';

export type ApiProcess = {
  url: string;
  pid: number;
  /** The variables it was started with. */
  environment: Readonly<Record<string, string>>;
  readMailbox: (to?: string) => Promise<readonly MailboxEntry[]>;
  /** Its memory in bytes, as the kernel counts it (Linux). */
  residentMemory: () => Promise<number>;
  /** Resolves when it is gone. */
  kill: (signal: NodeJS.Signals) => Promise<void>;
};

const mainUrl = import.meta.resolve('@portal/api/main');
const main = fileURLToPath(mainUrl);
const nodeArgumentsUrl = new URL('../node-arguments.json', mainUrl);
const patienceMs = 60_000;
const pageInBytes = 4096;

/** The API as a process of its own, over a database and a folder that outlive it: for crashes and for its memory. */
export async function startApiProcess(input: {
  database: Pick<TestDatabase, 'applicationUrl'>;
  dataFolder: string;
  environment?: Record<string, string>;
  /** Another program that serves the API: for measuring parts of it. */
  program?: string;
}): Promise<ApiProcess> {
  const nodeArguments = JSON.parse(await readFile(nodeArgumentsUrl, 'utf8')) as string[];
  const port = await findFreePort();
  const url = `http://localhost:${port}`;
  const environment = {
    PORTAL_MODE: 'local',
    SCANNER: 'none',
    PORT: String(port),
    DATABASE_URL: input.database.applicationUrl,
    DATA_DIR: input.dataFolder,
    CODE_PEPPER: 'a pepper that only the tests know, long enough',
    URL_SIGNING_KEY: 'a key that only the tests know, which is long enough',
    CODE_INTERVAL_SECONDS: '0',
    CODES_PER_HOUR: '100000',
    REQUESTS_PER_NETWORK_PER_MINUTE: '10000000',
    REQUESTS_PER_SESSION_PER_MINUTE: '10000000',
    UPLOADS_PER_HOUR: '10000000',
    UPLOADS_AT_ONCE: '10000',
    UPLOADS_AT_ONCE_PER_RECORD: '10000',
    ...input.environment,
  };
  const child = spawn(process.execPath, [...nodeArguments, input.program ?? main], {
    stdio: ['ignore', 'ignore', 'inherit'],
    env: environment,
  });
  const { pid } = child;
  if (pid === undefined) throw new Error('The API could not be started.');
  const exited = once(child, 'exit');
  try {
    await untilReady(url);
  } catch (error) {
    child.kill('SIGKILL');
    throw error;
  }
  return {
    url,
    pid,
    environment,
    readMailbox: async (to = '') => {
      const answer = await fetch(`${url}/dev/mailbox.json?to=${encodeURIComponent(to)}`);
      return (await answer.json()) as MailboxEntry[];
    },
    residentMemory: async () => {
      const [, resident = ''] = (await readFile(`/proc/${pid}/statm`, 'utf8')).split(' ');
      return Number(resident) * pageInBytes;
    },
    kill: async (signal) => {
      child.kill(signal);
      await exited;
    },
  };
}

async function untilReady(url: string): Promise<void> {
  const giveUpAt = Date.now() + patienceMs;
  for (;;) {
    const isReady = await fetch(`${url}/readyz`).then(
      ({ ok }) => ok,
      () => false,
    );
    if (isReady) return;
    if (Date.now() > giveUpAt) throw new Error('The API is not ready in time.');
    await new Promise((resolve) => setTimeout(resolve, 50));
  }
}
