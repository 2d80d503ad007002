import { readdir, rm } from 'node:fs/promises';
import { join } from 'node:path';
import { fileURLToPath } from 'node:url';
import { signedInClient } from '@portal/testing/signed-in-client';
import { pageHeaders } from '@portal/testing/upload-tools';
import type { Competition } from './competition.ts';
import { cpuSecondsOf } from './process-cpu.ts';
import type { Competitor, Round } from './rounds.ts';
import type { Sending, Sent } from '@portal/testing/send-files';
import { type RunningPortal, runFile, type RunningServer } from './servers.ts';

type Load = Pick<Sending, 'sizeInBytes' | 'files' | 'atOnce'>;
type Receiver = { pid: number; url: string; headers: Record<string, string>; clear: () => Promise<void> };

const sender = fileURLToPath(import.meta.resolve('@portal/testing/send-files'));
const megabyte = 1_000_000;

/** References answer for no more than a folder with files. */
export type UploadServers = { portal: RunningPortal; plain: RunningServer; flushing: RunningServer };

export function uploadClaims(servers: UploadServers, seed: number): Competition[] {
  const large: Load = { sizeInBytes: 200 * megabyte, files: 3, atOnce: 1 };
  const small: Load = { sizeInBytes: 200_000, files: 1000, atOnce: 16 };
  const random = seeds(seed);
  const competitors = (load: Load, rateOf: (seconds: number) => number): Competitor[] => [
    { name: 'portal', run: receiving(() => receiverOf(servers.portal), load, rateOf, random) },
    { name: 'express-multer-flush', run: receiving(() => reference(servers.flushing), load, rateOf, random) },
    { name: 'express-multer', run: receiving(() => reference(servers.plain), load, rateOf, random) },
  ];
  return [
    {
      name: 'large-uploads',
      sentence: 'Files of 200 MB, one after the other, by `POST /documents`.',
      unit: 'MB/s',
      each: '200 MB',
      competitors: competitors(large, (seconds) => (large.files * large.sizeInBytes) / megabyte / seconds),
      targets: [
        { against: 'express-multer-flush', bound: 0.9 },
        { against: 'express-multer', bound: 1, isAim: true },
      ],
    },
    {
      name: 'small-uploads',
      sentence: 'Files of 200 kB, 16 at a time, by `POST /documents`.',
      unit: 'uploads/s',
      each: 'upload',
      competitors: competitors(small, (seconds) => small.files / seconds),
      targets: [{ bound: 456 }],
    },
  ];
}

/** Every round sends files that nobody has sent before: the portal would take them for duplicates. */
function seeds(first: number): () => number {
  let next = first;
  return () => next++;
}

function receiving(
  receiver: () => Promise<Receiver>,
  load: Load,
  rateOf: (seconds: number) => number,
  nextSeed: () => number,
): () => Promise<Round> {
  return async () => {
    const { pid, url, headers, clear } = await receiver();
    const cpuBefore = await cpuSecondsOf(pid);
    const sending: Sending = { ...load, url, headers, seed: nextSeed() };
    const { stdout } = await runFile(process.execPath, [sender, JSON.stringify(sending)]);
    const { seconds } = JSON.parse(stdout) as Sent;
    const cpuSecondsEach = ((await cpuSecondsOf(pid)) - cpuBefore) / load.files;
    await clear();
    return { rate: rateOf(seconds), cpuSecondsEach };
  };
}

/** A patient of its own each time, whose list is empty. */
async function receiverOf(portal: RunningPortal): Promise<Receiver> {
  const headers = await pageHeaders(portal, await signedInClient(portal));
  return { pid: portal.pid, url: `${portal.url}/api/v1/documents`, headers, clear: settle };
}

async function reference({ pid, url, folder }: RunningServer): Promise<Receiver> {
  const files = join(folder, 'files');
  const clear = async (): Promise<void> => {
    for (const name of await readdir(files)) await rm(join(files, name));
    await settle();
  };
  return { pid, url: `${url}/upload`, headers: {}, clear };
}

/** Who comes next is not to wait for what this one left to be written. */
async function settle(): Promise<void> {
  await runFile('sync', []);
}
