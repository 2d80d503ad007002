import { type ChildProcess, spawn } from 'node:child_process';
import { once } from 'node:events';
import { join } from 'node:path';
import { setTimeout as delay } from 'node:timers/promises';
import { takePort } from './front-door.ts';
import { StartupFailure } from './startup-failure.ts';

const usualApiPort = 5000;
const lookAgainMs = 200;
const pagePort = process.env['PORT'] || '3000';
const apps = join(import.meta.dirname, '..', '..');
const web = join(apps, 'web');

const isFree = async (port: number): Promise<boolean> => {
  try {
    await (await takePort(port)).close();
    return true;
  } catch (error) {
    if (error instanceof StartupFailure) return false;
    throw error;
  }
};

/** The usual port where it is free, else the next that is: macOS has a receiver of its own at 5000. */
const portForApi = async (): Promise<number> => {
  let port = usualApiPort;
  while (String(port) === pagePort || !(await isFree(port))) port += 1;
  if (port !== usualApiPort) console.log(`Port ${usualApiPort} is taken: the API is at ${port}.`);
  return port;
};

const answers = async (url: string): Promise<boolean> => {
  try {
    return (await fetch(url, { redirect: 'manual' })).status !== 503;
  } catch {
    // Nobody listens there yet.
    return false;
  }
};

const apiPort = String(await portForApi());
const apiUrl = `http://localhost:${apiPort}`;

const ends: Promise<unknown>[] = [];
const processes: ChildProcess[] = [];
let isStopping = false;

const run = (args: string[], cwd: string, environment: Record<string, string>): void => {
  const child = spawn(process.execPath, args, { cwd, stdio: 'inherit', env: { ...process.env, ...environment } });
  processes.push(child);
  ends.push(once(child, 'exit'));
};

const stop = (): void => {
  isStopping = true;
  for (const child of processes) child.kill('SIGTERM');
};

for (const signal of ['SIGINT', 'SIGTERM', 'SIGHUP'] as const) process.on(signal, stop);
process.on('disconnect', stop);

// The page is served by Vite, which passes on what belongs to the API; the API is restarted when its code changes.
run(['--watch', '--watch-preserve-output', join(import.meta.dirname, 'main.ts'), '--without-web'], process.cwd(), {
  PORT: apiPort,
  PUBLIC_URL: `http://localhost:${pagePort}`,
});
for (const end of ends) void end.then(stop);
// A page without its API is of no use: it is announced when there is something to pass on to.
while (!isStopping && !(await answers(apiUrl))) await delay(lookAgainMs);
if (!isStopping) {
  run([join(web, 'node_modules', 'vite', 'bin', 'vite.js'), '--port', pagePort], web, { API_URL: apiUrl });
}

// One without the other is of no use.
await Promise.race(ends);
stop();
await Promise.all(ends);
if (process.connected) process.disconnect();
