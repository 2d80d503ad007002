import { Readable } from 'node:stream';
import { setTimeout as wait } from 'node:timers/promises';
import { createClamdScanner } from '@portal/adapters/clamav/scanner.clamd';
import { askDatabase } from '@portal/testing/ask-database';
import type { ClamdServer } from '@portal/testing/clamd-server';
import { type SignedInClient, signedInClient } from '@portal/testing/signed-in-client';
import { sendPdf } from '@portal/testing/upload-tools';
import type { WorkerProcess } from '@portal/testing/worker-process';
import type { Competition } from './competition.ts';
import { cpuSecondsOf, cpuSecondsOfFamily } from './process-cpu.ts';
import type { Round } from './rounds.ts';
import type { RunningDatabase, RunningPortal } from './servers.ts';

export type Pipeline = {
  portal: RunningPortal;
  database: Pick<RunningDatabase, 'ownerUrl'>;
  worker: WorkerProcess;
  clamd: ClamdServer;
  documentOf: (seed: number) => Buffer;
};

type Load = { documents: number; patients: number };

const sendersAtOnce = 4;
const scansAtOnce = 4;
const lookEveryMs = 50;
const patienceMs = 600_000;
const { signal } = new AbortController();

export function pipelineClaims(pipeline: Pipeline, firstSeed: number): Competition[] {
  let seed = firstSeed * 1_000_000;
  const nextSeed = (): number => (seed += 1);
  const claim = (name: string, load: Load, { who, isAim }: { who: string; isAim: boolean }): Competition => ({
    name,
    sentence:
      `${load.documents} documents of ${who}, from the first byte that is sent until the last one is hashed, scanned, ` +
      `looked into, drawn and found by its words, ${sendersAtOnce} sent at a time; clamd alone gets the same files, ` +
      `${scansAtOnce} at a time.`,
    unit: 'documents/s',
    each: 'document',
    competitors: [
      { name: 'portal', run: () => throughPortal(pipeline, load, nextSeed) },
      { name: 'clamd', run: () => throughClamd(pipeline, load, nextSeed) },
    ],
    targets: [{ bound: 5, isAim }],
    notes: [
      'Letters of one to six pages and scans, 3 kB to 300 kB; nothing is read from pictures (OCR=off). clamd knows one',
      'signature here, with the millions that it knows elsewhere it takes longer. The processor time of the portal is that',
      'of its worker and of the processes that look into PDFs, as far as they have ended; API and database are not in it.',
    ],
  });
  return [
    claim('pipeline', { documents: 72, patients: 6 }, { who: '6 patients', isAim: false }),
    claim(
      'pipeline-of-strangers',
      { documents: 48, patients: 48 },
      { who: 'as many patients, each the only one', isAim: true },
    ),
  ];
}

async function throughPortal(
  { portal, database, worker, documentOf }: Pipeline,
  { documents, patients }: Load,
  nextSeed: () => number,
): Promise<Round> {
  const clients: SignedInClient[] = [];
  while (clients.length < patients) clients.push(await signedInClient(portal));
  const files = Array.from({ length: documents }, () => documentOf(nextSeed()));
  const cpuBefore = await cpuSecondsOfFamily(worker.pid);
  const before = await countDone(database);
  const startedMs = performance.now();
  await each(files, sendersAtOnce, async (bytes, at) => {
    const client = clients[at % clients.length];
    if (client) await sendPdf(client, bytes).expect(201);
  });
  while ((await countDone(database)) < before + documents) {
    if (performance.now() - startedMs > patienceMs) throw new Error('Documents were not done in time.');
    await wait(lookEveryMs);
  }
  const seconds = (performance.now() - startedMs) / 1000;
  const cpuSeconds = (await cpuSecondsOfFamily(worker.pid)) - cpuBefore;
  return { rate: documents / seconds, cpuSecondsEach: cpuSeconds / documents };
}

/** Ready, drawn and found by their words. */
async function countDone(database: Pipeline['database']): Promise<number> {
  const [row] = await askDatabase(
    database,
    `select count(*) as done from documents as d join document_searches as s on s.document_id = d.id
     where d.state = 'ready' and s.indexed_at is not null`,
  );
  return Number(row?.['done']);
}

async function throughClamd(
  { clamd, documentOf }: Pipeline,
  { documents }: Load,
  nextSeed: () => number,
): Promise<Round> {
  const scanner = createClamdScanner({ address: clamd, silenceMs: 60_000, streamLimitInBytes: 1e9 });
  const files = Array.from({ length: documents }, () => documentOf(nextSeed()));
  const cpuBefore = await cpuSecondsOf(clamd.pid);
  const startedMs = performance.now();
  await each(files, scansAtOnce, async (bytes) => {
    const { verdict } = await scanner.scan(Readable.from([bytes]), { signal });
    if (verdict !== 'clean') throw new Error(`clamd calls a letter ${verdict}.`);
  });
  const seconds = (performance.now() - startedMs) / 1000;
  return { rate: documents / seconds, cpuSecondsEach: ((await cpuSecondsOf(clamd.pid)) - cpuBefore) / documents };
}

async function each(
  files: readonly Buffer[],
  atOnce: number,
  work: (bytes: Buffer, at: number) => Promise<void>,
): Promise<void> {
  const left = files.entries();
  const workOff = async (): Promise<void> => {
    for (const [at, bytes] of left) await work(bytes, at);
  };
  await Promise.all(Array.from({ length: atOnce }, workOff));
}
