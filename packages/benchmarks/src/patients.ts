import { link, mkdir, mkdtemp, rm, writeFile } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { fileURLToPath } from 'node:url';
import { storagePath } from '@portal/adapters/disk/storage-path';
import { askDatabase } from '@portal/testing/ask-database';
import { atMost, type Claim, type Started } from './claim.ts';
import { cpuSecondsOf } from './process-cpu.ts';
import { seedPatients } from './seed-patients.ts';
import { runFile, type RunningPortal, startDatabase, startPortal, startRedis } from './servers.ts';
import type { Outcome, Task, Times } from './virtual-patients/main.ts';
import { arrivalMs, mix, thinkTimeMs } from './virtual-patients/plan.ts';
import { type Scan, scanOf } from './virtual-patients/scans.ts';

const count = 1_000;
const documentsEach = 30;
const program = fileURLToPath(new URL('virtual-patients/main.ts', import.meta.url));
const mostTold = 10;
const mostOutput = 16 * 1024 ** 2;

/** A thousand patients with their documents, signed in, on one process of the API, for as long as is asked. */
export async function patientsClaim(started: Started, given: { seconds: number; seed: number }): Promise<Claim> {
  const redis = await started(startRedis());
  const database = await started(startDatabase());
  const scans = Array.from({ length: documentsEach }, (_value, at) => scanOf(at + 1));
  const patients = await seedPatients(database, {
    name: 'a',
    count,
    documentsEach,
    signedIn: count,
    searched: true,
    files: scans,
  });
  const portal = await started(startPortal(database, { REDIS_URL: `${redis.url}/1` }));
  await placeFiles(database, portal, scans);
  const task: Task = {
    url: portal.url,
    ...given,
    documents: documentsEach,
    patients: patients.map(({ headers }) => headers),
  };
  return {
    name: 'patients',
    measure: async () => {
      const cpuBefore = await cpuSecondsOf(portal.pid);
      const { times, p95MsByHalfMinute, failures } = await runPatients(task);
      const cpuShare = ((await cpuSecondsOf(portal.pid)) - cpuBefore) / given.seconds;
      const memoryInMebibytes = (await portal.residentMemory()) / 1024 ** 2;
      const failed = Object.values(failures).reduce((sum, number) => sum + number, 0);
      return {
        name: 'patients',
        sentence: sentenceOf(given.seconds),
        table: tableOf(times, given.seconds),
        notes: [
          `The API's process took ${(100 * cpuShare).toFixed(0)} % of one processor and held ` +
            `${memoryInMebibytes.toFixed(0)} MiB in the end. p95 of each half minute, in ms: ` +
            `${p95MsByHalfMinute.map((p95Ms) => p95Ms.toFixed(0)).join(', ')}.`,
          ...mostOften(failures).map(([reason, number]) => `${number} × ${reason}`),
        ],
        targets: [atMost(times['all']?.p95Ms ?? NaN, 50, 'ms for 95 of 100 requests'), atMost(failed, 0, 'failures')],
        figures: {
          ...given,
          patients: count,
          documentsEach,
          times,
          p95MsByHalfMinute,
          failures,
          cpuShare,
          memoryInMebibytes,
        },
      };
    },
  };
}

const mostOften = (failures: Outcome['failures']): [string, number][] =>
  Object.entries(failures)
    .toSorted(([, one], [, other]) => other - one)
    .slice(0, mostTold);

const sentenceOf = (seconds: number): string =>
  `${count} patients with ${documentsEach} documents each, signed in, for ${seconds} s on one process of the API. They ` +
  `come within the first ${arrivalMs / 1000} s. Each does something, looks at the answer and thinks for ` +
  `${thinkTimeMs.least / 1000} to ${thinkTimeMs.most / 1000} s: ` +
  `${Object.entries(mix)
    .map(([step, share]) => `${share} % ${step}`)
    .join(', ')}. Documents are scans of 200 kB; no worker checks those that are added. A failure is an answer of ` +
  'another status, none, a file of another length, a search that finds something else, and a list without what its ' +
  'patient had uploaded before.';

function tableOf(times: Outcome['times'], seconds: number): string[][] {
  const row = ([name, { requests, p50Ms, p95Ms, p99Ms, mostMs }]: [string, Times]): string[] => [
    name,
    `${requests}`,
    (requests / seconds).toFixed(1),
    ...[p50Ms, p95Ms, p99Ms, mostMs].map((milliseconds) => milliseconds.toFixed(1)),
  ];
  return [['', 'requests', 'a second', 'p50 ms', 'p95 ms', 'p99 ms', 'longest ms'], ...Object.entries(times).map(row)];
}

/** The bytes of the rows: every patient has the same scans, each of which lies on the disk once, under many names. */
async function placeFiles(database: { ownerUrl: string }, { folder }: RunningPortal, scans: readonly Scan[]) {
  const root = join(folder, 'data/documents/kept');
  const rows = await askDatabase(database, 'select storage_key, sha256 from documents');
  const originals = new Map<unknown, string>();
  for (const { bytes, sha256 } of scans) {
    const original = join(folder, sha256);
    await writeFile(original, bytes);
    originals.set(sha256, original);
  }
  for (const { storage_key: key, sha256 } of rows) {
    const { folders, file } = storagePath(root, String(key));
    await mkdir(folders[1], { recursive: true });
    await link(originals.get(sha256) ?? '', file);
  }
}

async function runPatients(task: Task): Promise<Outcome> {
  const folder = await mkdtemp(join(tmpdir(), 'portal-patients-'));
  try {
    const file = join(folder, 'task.json');
    await writeFile(file, JSON.stringify(task));
    const { stdout } = await runFile(process.execPath, [program, file], { maxBuffer: mostOutput });
    return JSON.parse(stdout) as Outcome;
  } finally {
    await rm(folder, { recursive: true, force: true });
  }
}
