import { type ChildProcess, spawn } from 'node:child_process';
import { once } from 'node:events';
import { join } from 'node:path';

const apiPort = '5000';
const pagePort = process.env['PORT'] || '3000';
const apps = join(import.meta.dirname, '..', '..');
const web = join(apps, 'web');

const run = (args: string[], cwd: string, environment: Record<string, string>): ChildProcess =>
  spawn(process.execPath, args, { cwd, stdio: 'inherit', env: { ...process.env, ...environment } });

// The page is served by Vite, which passes on what belongs to the API; the API is restarted when its code changes.
const processes = [
  run(['--watch', '--watch-preserve-output', join(import.meta.dirname, 'main.ts'), '--without-web'], process.cwd(), {
    PORT: apiPort,
    PUBLIC_URL: `http://localhost:${pagePort}`,
  }),
  run([join(web, 'node_modules', 'vite', 'bin', 'vite.js'), '--port', pagePort], web, {}),
];

const stop = (): void => {
  for (const child of processes) child.kill('SIGTERM');
};

for (const signal of ['SIGINT', 'SIGTERM', 'SIGHUP'] as const) process.on(signal, stop);
process.on('disconnect', stop);

// One without the other is of no use.
const ends = processes.map((child) => once(child, 'exit'));
await Promise.race(ends);
stop();
await Promise.all(ends);
if (process.connected) process.disconnect();
