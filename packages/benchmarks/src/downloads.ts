import { chmod, readdir, stat, writeFile } from 'node:fs/promises';
import { join } from 'node:path';
import { findProgram } from '@portal/testing/services-programs';
import { signedInClient } from '@portal/testing/signed-in-client';
import { startWorkerProcess } from '@portal/testing/worker-process';
import { keepPdf, pdfOfSize } from '@portal/testing/upload-tools';
import type { Competition } from './competition.ts';
import { cpuSecondsOf } from './process-cpu.ts';
import type { Round } from './rounds.ts';
import { pathOfReference, type RunningPortal, runFile, type RunningServer } from './servers.ts';

const megabyte = 1_000_000;
const sizeInBytes = 200 * megabyte;
const secondsARound = 5;
const connections = 4;
const name = 'scan.pdf';

export type DownloadServers = { portal: RunningPortal; sendFile: RunningServer; nginx: RunningServer };

/** The same file from everybody, warm in the memory of the machine. */
export async function downloadClaims({ portal, sendFile, nginx }: DownloadServers): Promise<Competition[]> {
  const bytes = pdfOfSize(sizeInBytes);
  const client = await signedInClient(portal);
  const worker = await startWorkerProcess({ database: portal.database, dataFolder: join(portal.folder, 'data') });
  const document = await keepPdf(client, bytes, name);
  // Nothing beside the downloads takes the processors' time.
  await worker.kill('SIGTERM');
  for (const { folder } of [sendFile, nginx]) await writeFile(join(folder, 'files', name), bytes);
  // A link lives for a minute: each round asks for its own.
  const linkTo = async (): Promise<string> => {
    const answer = await client.get(`/documents/${document.id}/content`).expect(302);
    return new URL(answer.headers['location'] ?? '', portal.url).href;
  };
  const competitor = (server: { pid: number }, urlOf: () => Promise<string> | string) => async () =>
    load(server.pid, await urlOf());
  const kept = await keptFile(portal.folder);
  const first = async (): Promise<Round> => {
    // A file of another state than before is as one that was never read.
    const changing = setInterval(() => void chmod(kept, 0o600), 500);
    try {
      await chmod(kept, 0o600);
      return await load(portal.pid, await linkTo());
    } finally {
      clearInterval(changing);
    }
  };
  return [
    {
      name: 'first-downloads',
      sentence:
        `A file of 200 MB from the disk by its signed link, ${connections} at a time; each time as if it had never been ` +
        'sent before: the portal hashes what it sends.',
      unit: 'MB/s',
      each: 'GB',
      competitors: [
        { name: 'portal', run: first },
        { name: 'express-send-file', run: competitor(sendFile, () => `${sendFile.url}/files/${name}`) },
      ],
      targets: [],
    },
    {
      name: 'downloads',
      sentence: `A file of 200 MB from the disk by its signed link, ${connections} at a time; the portal has sent it before.`,
      unit: 'MB/s',
      each: 'GB',
      competitors: [
        { name: 'portal', run: competitor(portal, linkTo) },
        { name: 'express-send-file', run: competitor(sendFile, () => `${sendFile.url}/files/${name}`) },
        { name: 'nginx', run: competitor(nginx, () => `${nginx.url}/files/${name}`) },
      ],
      targets: [
        { against: 'express-send-file', bound: 0.9 },
        { against: 'nginx', bound: 0.5, isAim: true },
      ],
    },
  ];
}

/** Where the portal keeps the document of this claim. */
async function keptFile(folder: string): Promise<string> {
  for (const { name: found, parentPath } of await readdir(join(folder, 'data'), {
    recursive: true,
    withFileTypes: true,
  })) {
    const path = join(parentPath, found);
    const about = await stat(path);
    if (about.isFile() && about.size === sizeInBytes) return path;
  }
  throw new Error('The portal keeps no file of this size.');
}

async function load(pid: number, url: string): Promise<Round> {
  const wrk = findProgram({ names: ['wrk'], chosenPath: undefined, variable: 'PATH', debianPackage: 'wrk' });
  const cpuBefore = await cpuSecondsOf(pid);
  const options = ['-t', '1', '-c', String(connections), '-d', String(secondsARound), '--timeout', '30'];
  const { stdout } = await runFile(wrk, [...options, '-s', pathOfReference('count-bytes.lua'), url]);
  const cpuSeconds = (await cpuSecondsOf(pid)) - cpuBefore;
  if (stdout.includes('Non-2xx')) throw new Error(stdout);
  const told = stdout.slice(stdout.lastIndexOf('{'));
  const { bytes, microseconds } = JSON.parse(told) as { bytes: number; microseconds: number };
  return { rate: bytes / microseconds, cpuSecondsEach: cpuSeconds / (bytes / 1e9) };
}
