import { open } from 'node:fs/promises';
import { writeFileSync } from 'node:fs';
import { monitorEventLoopDelay } from 'node:perf_hooks';
import { setTimeout as wait } from 'node:timers/promises';

/**
 * Loaded before a program (`node --import`): gives it a disk that takes SLOW_DISK_BYTES_PER_SECOND at most, all files
 * together, and writes on SIGUSR2 to LOOP_DELAY_FILE how long its event loop was held up since the last time.
 */
const bytesPerSecond = Number(process.env['SLOW_DISK_BYTES_PER_SECOND']);
const file = process.env['LOOP_DELAY_FILE'];
const resolutionMs = 5;

const probe = await open('/dev/null', 'r');
const handles = Object.getPrototypeOf(probe) as { write: (...args: unknown[]) => Promise<{ bytesWritten: number }> };
await probe.close();
const { write } = handles;
let freeAt = 0;
handles.write = async function slowly(this: unknown, ...args) {
  const written = await write.apply(this, args);
  freeAt = Math.max(freeAt, performance.now()) + (written.bytesWritten / bytesPerSecond) * 1000;
  await wait(freeAt - performance.now());
  return written;
};

const delays = monitorEventLoopDelay({ resolution: resolutionMs });
delays.enable();
process.on('SIGUSR2', () => {
  // What is counted are the times between two looks, which are never shorter than the resolution.
  const p99Ms = delays.percentile(99) / 1e6 - resolutionMs;
  if (file !== undefined) writeFileSync(file, JSON.stringify({ p99Ms }));
  delays.reset();
});
