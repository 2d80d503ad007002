import { createRequire, syncBuiltinESMExports } from 'node:module';
import { dirname, join } from 'node:path';
import threads from 'node:worker_threads';

const { Worker } = threads;
const tesseract = dirname(createRequire(import.meta.url).resolve('tesseract.js/package.json'));
const readingScript = join(tesseract, 'src', 'worker-script', 'node', 'index.js');

/**
 * Stands before everything else. Threads are for reading words alone: one that is started with settings of its own would
 * stand outside of what this process may not do.
 */
function ReadingThread(script: unknown): InstanceType<typeof Worker> {
  if (script !== readingScript) throw new Error('Threads are for reading words.');
  return new Worker(readingScript);
}
Object.defineProperty(Worker.prototype, 'constructor', { value: ReadingThread });
Object.defineProperty(threads, 'Worker', { value: ReadingThread });
syncBuiltinESMExports();

// The words of libraries are no answer.
const silent = (): void => undefined;
Object.assign(console, { log: silent, info: silent, debug: silent, warn: silent, table: silent, dir: silent });
