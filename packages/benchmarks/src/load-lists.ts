import { mkdtemp, rm, writeFile } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { findProgram } from '@portal/testing/services-programs';
import { cpuSecondsOf } from './process-cpu.ts';
import type { Round } from './rounds.ts';
import { pathOfReference, runFile } from './servers.ts';

export type Visitors = {
  url: string;
  /** The process that answers. */
  pid: number;
  /** What each of the visitors, who ask in turn, sends along. */
  headers: readonly Record<string, string>[];
};

const connections = 32;
const secondsARound = 5;
export const loadNote = `wrk asks on ${connections} connections for ${secondsARound} s each time; p99 is of all its answers.`;

/** Asks as fast as answers come, on 32 connections; any answer that is not good fails the round. */
export async function loadLists({ url, pid, headers }: Visitors): Promise<Round> {
  const wrk = findProgram({ names: ['wrk'], chosenPath: undefined, variable: 'PATH', debianPackage: 'wrk' });
  const folder = await mkdtemp(join(tmpdir(), 'portal-load-'));
  try {
    const file = join(folder, 'visitors');
    await writeFile(file, linesOf(headers));
    const options = ['-t', '1', '-c', String(connections), '-d', String(secondsARound), '--timeout', '30', '--latency'];
    const cpuBefore = await cpuSecondsOf(pid);
    const { stdout } = await runFile(wrk, [...options, '-s', pathOfReference('list-load.lua'), url, '--', file]);
    const cpuSeconds = (await cpuSecondsOf(pid)) - cpuBefore;
    const told = JSON.parse(stdout.slice(stdout.lastIndexOf('{'))) as Told;
    if (told.errors > 0) throw new Error(stdout);
    return {
      rate: told.requests / (told.microseconds / 1e6),
      cpuSecondsEach: cpuSeconds / told.requests,
      p99Ms: told.p99 / 1000,
    };
  } finally {
    await rm(folder, { recursive: true, force: true });
  }
}

/** As the scripts of wrk read them: a visitor's headers on each line. */
export function linesOf(headers: Visitors['headers']): string {
  const lines = headers.map((sent) =>
    Object.entries(sent)
      .map(([name, value]) => `${name}: ${value}`)
      .join('|'),
  );
  return `${lines.join('\n')}\n`;
}

type Told = { requests: number; microseconds: number; errors: number; p50: number; p99: number };
