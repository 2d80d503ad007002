import { readdir, rm } from 'node:fs/promises';
import { join } from 'node:path';
import { fileURLToPath } from 'node:url';
import { signedInClient } from '@portal/testing/signed-in-client';
import { pageHeaders } from '@portal/testing/upload-tools';
import type { Competition } from './competition.ts';
import { loadUploads, uploadsAtOnce, uploadsNote } from './load-uploads.ts';
import { cpuSecondsOf } from './process-cpu.ts';
import type { Competitor, Round } from './rounds.ts';
import type { Sending, Sent } from '@portal/testing/send-files';
import { type RunningPortal, runFile, type RunningServer } from './servers.ts';

type Load = Pick<Sending, 'sizeInBytes' | 'files' | 'atOnce'>;
type Receiver = { pid: number; url: string; headers: Record<string, string>[]; clear: () => Promise<void> };

const sender = fileURLToPath(import.meta.resolve('@portal/testing/send-files'));
const megabyte = 1_000_000;

/** References answer for no more than a folder with files; `committing` for a row of each as well. */
export type UploadServers = {
  portal: RunningPortal;
  plain: RunningServer;
  flushing: RunningServer;
  committing: RunningServer;
};

export function uploadClaims({ portal, plain, flushing, committing }: UploadServers, seed: number): Competition[] {
  const random = seeds(seed);
  const large = (receiver: () => Promise<Receiver>) => receivingLarge(receiver, random);
  const small = (receiver: () => Promise<Receiver>) => receivingSmall(receiver, random);
  const files = `Files of 200 kB, ${uploadsAtOnce} at a time, by \`POST /documents\``;
  const others: Competitor[] = [
    { name: 'express-multer-postgres', run: small(() => reference(committing)) },
    { name: 'express-multer-flush', run: small(() => reference(flushing)) },
    { name: 'express-multer', run: small(() => reference(plain)) },
  ];
  const smallClaim = { unit: 'uploads/s', each: 'upload', notes: [uploadsNote] };
  return [
    {
      name: 'large-uploads',
      sentence: 'Files of 200 MB, one after the other, by `POST /documents`.',
      unit: 'MB/s',
      each: '200 MB',
      competitors: [
        { name: 'portal', run: large(() => receiverOf(portal, 1)) },
        { name: 'express-multer-flush', run: large(() => reference(flushing)) },
        { name: 'express-multer', run: large(() => reference(plain)) },
      ],
      targets: [
        { against: 'express-multer-flush', bound: 0.9 },
        { against: 'express-multer', bound: 1, isAim: true },
      ],
    },
    {
      ...smallClaim,
      name: 'small-uploads',
      sentence: `${files}, of ${uploadsAtOnce} patients.`,
      competitors: [{ name: 'portal', run: small(() => receiverOf(portal, uploadsAtOnce)) }, ...others],
      targets: [{ bound: 456 }],
    },
    {
      ...smallClaim,
      name: 'small-uploads-of-one',
      sentence: `${files}, all of one patient, whose uploads wait for one another.`,
      competitors: [{ name: 'portal', run: small(() => receiverOf(portal, 1)) }, ...others],
      targets: [{ bound: 456, isAim: true }],
    },
  ];
}

/** Every round sends files that nobody has sent before: the portal would take them for duplicates. */
function seeds(first: number): () => number {
  let next = first;
  return () => next++;
}

function receivingLarge(receiver: () => Promise<Receiver>, nextSeed: () => number): () => Promise<Round> {
  const load: Load = { sizeInBytes: 200 * megabyte, files: 3, atOnce: 1 };
  return async () => {
    const { pid, url, headers, clear } = await receiver();
    const cpuBefore = await cpuSecondsOf(pid);
    const sending: Sending = { ...load, url, headers: headers[0] ?? {}, seed: nextSeed() };
    const { stdout } = await runFile(process.execPath, [sender, JSON.stringify(sending)]);
    const { seconds } = JSON.parse(stdout) as Sent;
    const cpuSecondsEach = ((await cpuSecondsOf(pid)) - cpuBefore) / load.files;
    await clear();
    return { rate: (load.files * load.sizeInBytes) / megabyte / seconds, cpuSecondsEach };
  };
}

function receivingSmall(receiver: () => Promise<Receiver>, nextSeed: () => number): () => Promise<Round> {
  return async () => {
    const visited = await receiver();
    const round = await loadUploads(visited, { sizeInBytes: 200_000, seed: nextSeed() });
    await visited.clear();
    return round;
  };
}

/** Patients of their own each time, whose lists are empty. */
async function receiverOf(portal: RunningPortal, patients: number): Promise<Receiver> {
  const headers: Record<string, string>[] = [];
  while (headers.length < patients) headers.push(await pageHeaders(portal, await signedInClient(portal)));
  return { pid: portal.pid, url: `${portal.url}/api/v1/documents`, headers, clear: settle };
}

async function reference({ pid, url, folder }: RunningServer): Promise<Receiver> {
  const files = join(folder, 'files');
  const clear = async (): Promise<void> => {
    // The reference itself removes what was broken off, at the same time.
    for (const name of await readdir(files)) await rm(join(files, name), { force: true });
    await settle();
  };
  return { pid, url: `${url}/upload`, headers: [{}], clear };
}

/** Who comes next is not to wait for what this one left to be written. */
async function settle(): Promise<void> {
  await runFile('sync', []);
}
