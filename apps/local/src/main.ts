import { resolve } from 'node:path';
import { pino } from 'pino';
import { defaultBuiltWebFolder, type LocalPortal, startLocalPortal } from './start-portal.ts';
import { readableFailure } from './startup-failure.ts';

let starting: Promise<LocalPortal> | undefined;
let isStopping = false;

/** Ctrl-C reaches every process of the terminal, and the one above us hands it on: the second time says nothing new. */
const stop = async (): Promise<void> => {
  if (isStopping) return;
  isStopping = true;
  try {
    await (await starting)?.stop();
    process.exitCode ??= 0;
  } catch (error) {
    fail(error);
  }
  if (process.connected) process.disconnect();
};

const fail = (error: unknown): void => {
  console.error(readableFailure(error, resolve(process.env['DATA_DIR'] || '.data')));
  process.exitCode = 1;
};

const onBroken = (): void => {
  if (isStopping) return;
  console.error('The database ended by itself: the portal stops.');
  process.exitCode = 1;
  void stop();
};

for (const signal of ['SIGINT', 'SIGTERM', 'SIGHUP'] as const) process.on(signal, () => void stop());
// The process that started this one is gone, whatever ended it.
process.on('disconnect', () => void stop());

starting = startLocalPortal({
  environment: process.env,
  builtWebFolder: process.argv.includes('--without-web') ? undefined : defaultBuiltWebFolder,
  createLogger: ({ logLevel }) => pino({ level: logLevel }, process.stderr),
  onProgress: (line) => console.log(line),
});
try {
  const portal = await starting;
  void portal.broken.then(onBroken);
  if (!isStopping) console.log(`Portal ready: ${portal.url}`);
} catch (error) {
  starting = undefined;
  if (!isStopping) fail(error);
  if (process.connected) process.disconnect();
}
