import { mkdtemp, rm, writeFile } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { findProgram } from '@portal/testing/services-programs';
import { linesOf, type Visitors } from './load-lists.ts';
import { cpuSecondsOf } from './process-cpu.ts';
import type { Round } from './rounds.ts';
import { pathOfReference, runFile } from './servers.ts';

export const uploadsAtOnce = 16;
const secondsARound = 5;
export const uploadsNote =
  `wrk sends on ${uploadsAtOnce} connections for ${secondsARound} s each time, which takes less of the processor than a ` +
  'sender in Node would; what is under way at the end is broken off and not counted.';

/** Sends files as fast as they are taken, no two the same; any answer that is not good fails the round. */
export async function loadUploads(
  { url, pid, headers }: Visitors,
  { sizeInBytes, seed }: { sizeInBytes: number; seed: number },
): Promise<Round> {
  const wrk = findProgram({ names: ['wrk'], chosenPath: undefined, variable: 'PATH', debianPackage: 'wrk' });
  const folder = await mkdtemp(join(tmpdir(), 'portal-load-'));
  try {
    const file = join(folder, 'visitors');
    await writeFile(file, linesOf(headers));
    const options = [
      '-t',
      '1',
      '-c',
      String(uploadsAtOnce),
      '-d',
      String(secondsARound),
      '--timeout',
      '30',
      '--latency',
    ];
    const told = ['--', String(sizeInBytes), String(seed), file];
    const cpuBefore = await cpuSecondsOf(pid);
    const { stdout } = await runFile(wrk, [...options, '-s', pathOfReference('upload-load.lua'), url, ...told]);
    const cpuSeconds = (await cpuSecondsOf(pid)) - cpuBefore;
    const { requests, microseconds, errors, p99 } = JSON.parse(stdout.slice(stdout.lastIndexOf('{'))) as Told;
    if (errors > 0) throw new Error(stdout);
    return { rate: requests / (microseconds / 1e6), cpuSecondsEach: cpuSeconds / requests, p99Ms: p99 / 1000 };
  } finally {
    await rm(folder, { recursive: true, force: true });
  }
}

type Told = { requests: number; microseconds: number; errors: number; p99: number };
