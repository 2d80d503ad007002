import { readFile } from 'node:fs/promises';
import { createRandom } from '@portal/testing/upload-tools';
import { percentileOf } from '../percentiles.ts';
import { createClient } from './client.ts';
import { scanOf } from './scans.ts';
import { type Request, visit } from './visit.ts';

/**
 * Many patients at once, as a process of its own: what they take of the processor is not the API's. Reads its task from
 * the file that is named, prints what happened as JSON.
 */
export type Task = {
  url: string;
  seconds: number;
  seed: number;
  /** How many documents each of them has. */
  documents: number;
  /** The headers of each patient's session. */
  patients: readonly Record<string, string>[];
};

export type Times = { requests: number; p50Ms: number; p95Ms: number; p99Ms: number; mostMs: number };

export type Outcome = {
  /** `all` and each kind of request. */
  times: Record<string, Times>;
  /** Of all requests, by the half minute in which they were answered; what came after the end by itself. */
  p95MsByHalfMinute: readonly number[];
  /** By what was wrong. */
  failures: Record<string, number>;
};

const halfMinuteMs = 30_000;
const task = JSON.parse(await readFile(process.argv[2] ?? '', 'utf8')) as Task;
const noted: Record<Request, number[]> = { list: [], search: [], open: [], bytes: [], upload: [] };
const byHalfMinute = Array.from({ length: Math.ceil((task.seconds * 1000) / halfMinuteMs) + 1 }, (): number[] => []);
const failures: Record<string, number> = {};
const scan = scanOf(task.seed);
const startedAt = Date.now();
const until = startedAt + task.seconds * 1000;

function note(request: Request, milliseconds: number): void {
  noted[request].push(milliseconds);
  byHalfMinute[Math.min(Math.floor((Date.now() - startedAt) / halfMinuteMs), byHalfMinute.length - 1)]?.push(
    milliseconds,
  );
}

await Promise.all(
  task.patients.map(async (headers, at) => {
    const client = createClient({ url: task.url, headers });
    await visit({
      number: at + 1,
      ask: client.ask,
      origin: task.url,
      random: createRandom(task.seed * task.patients.length + at),
      documents: task.documents,
      scan,
      until,
      note,
      fail: (request, reason) => {
        const name = `${request}: ${reason}`;
        failures[name] = (failures[name] ?? 0) + 1;
      },
    });
    client.close();
  }),
);

function timesOf(values: readonly number[]): Times {
  const percentile = (percent: number): number => percentileOf(values, percent);
  return {
    requests: values.length,
    p50Ms: percentile(50),
    p95Ms: percentile(95),
    p99Ms: percentile(99),
    mostMs: percentile(100),
  };
}

const times = {
  all: timesOf(Object.values(noted).flat()),
  ...Object.fromEntries(Object.entries(noted).map(([request, values]) => [request, timesOf(values)])),
};
const p95MsByHalfMinute = byHalfMinute.filter((values) => values.length > 0).map((values) => percentileOf(values, 95));
process.stdout.write(JSON.stringify({ times, p95MsByHalfMinute, failures } satisfies Outcome));
