import { readdir, utimes } from 'node:fs/promises';
import { join } from 'node:path';
import type { DocumentList } from '@portal/contract/documents';
import type { StorageVerification } from '@portal/core/storage/verify-storage';
import { createPostgres } from '@portal/adapters/postgres/pool';
import { type ApiProcess, startApiProcess } from '@portal/testing/api-process';
import { startWorkerProcess } from '@portal/testing/worker-process';
import { askDatabase } from '@portal/testing/ask-database';
import { type SignedInClient, signedInClient } from '@portal/testing/signed-in-client';
import { sha256Of } from '@portal/testing/upload-tools';
import { expect } from 'vitest';
import { composeFiles } from '../compose-files.ts';
import { composeStorageVerification } from '../compose-storage.ts';
import { readConfig } from '../config.ts';
import { crashAddress, type CrashLane, endDeadlines } from './crash-lane.ts';
import type { Acknowledged } from './crash-sender.ts';

const dayMs = 24 * 60 * 60 * 1000;
const patience = { timeout: 60_000, interval: 200 };

export type AfterCrashes = {
  listed: number;
  /** Acknowledged, and not listed with its hash or not opening with it. */
  lost: readonly string[];
  verification: StorageVerification;
};

/**
 * What is there when the portal has been started again and has swept, a day later: whether every acknowledged document
 * opens with its hash, and whether rows and bytes agree in both directions.
 */
export async function checkAfterCrashes(lane: CrashLane, acknowledged: readonly Acknowledged[]): Promise<AfterCrashes> {
  const { database, dataFolder, environment } = lane;
  await makeADayPass(lane);
  const api = await startApiProcess({ database, dataFolder, environment: { LOG_LEVEL: 'error', ...environment } });
  const settings = { SWEEP_EVERY_SECONDS: '1', ...environment };
  const worker = await startWorkerProcess({ database, dataFolder, environment: settings });
  try {
    await expect.poll(() => countUnsettled(lane), patience).toBe(0);
    const client = await signedInClient(api, crashAddress);
    const listed = new Map<string, string>();
    let query = '?limit=100';
    for (;;) {
      const { items, nextCursor } = (await client.get(`/documents${query}`).expect(200)).body as DocumentList;
      for (const { id, sha256 } of items) listed.set(id, sha256);
      if (nextCursor === null) break;
      query = `?limit=100&cursor=${encodeURIComponent(nextCursor)}`;
    }
    const lost: string[] = [];
    for (const { documentId, sha256 } of acknowledged) {
      const opens = listed.get(documentId) === sha256 && (await hashOf(api, client, documentId)) === sha256;
      if (!opens) lost.push(documentId);
    }
    return { listed: listed.size, lost, verification: await verifyADayLater(lane) };
  } finally {
    await worker.kill('SIGKILL');
    await api.kill('SIGKILL');
  }
}

async function hashOf(api: ApiProcess, client: SignedInClient, documentId: string): Promise<string | undefined> {
  const { status, headers } = await client.get(`/documents/${documentId}/content`);
  if (status !== 302) return undefined;
  const answer = await fetch(new URL(headers['location']!, api.url));
  return answer.status === 200 ? sha256Of(Buffer.from(await answer.arrayBuffer())) : undefined;
}

async function makeADayPass(lane: CrashLane): Promise<void> {
  const { database, dataFolder } = lane;
  await endDeadlines(database);
  await askDatabase(database, `update uploads set expires_at = now() - interval '1 second' where document_id is null`);
  const incoming = join(dataFolder, 'documents', 'incoming');
  // Files, and the folders of parts that were being removed.
  const names = await readdir(incoming).catch(() => []);
  for (const name of names) await utimes(join(incoming, name), new Date(0), new Date(0));
}

/** What a sweep or a verification has still to do. */
async function countUnsettled({ database }: CrashLane): Promise<number> {
  const [row] = await askDatabase(
    database,
    `select (select count(*) from unfinished_files)::int
       + (select count(*) from documents where state in ('uploading', 'processing'))::int as unsettled`,
  );
  return Number(row?.['unsettled']);
}

export async function verifyADayLater({
  database,
  dataFolder,
  environment,
}: Pick<CrashLane, 'database' | 'dataFolder' | 'environment'>): Promise<StorageVerification> {
  const reading = readConfig({
    PORTAL_MODE: 'local',
    DATABASE_URL: database.applicationUrl,
    DATA_DIR: dataFolder,
    CODE_PEPPER: 'a pepper that only the tests know, long enough',
    URL_SIGNING_KEY: 'a key that only the tests know, which is long enough',
    ...environment,
  });
  if (!reading.ok) throw new Error(reading.faults.join('\n'));
  const postgres = createPostgres({ url: reading.config.databaseUrl, onError: () => undefined });
  const now = () => new Date(Date.now() + dayMs);
  const stores = await composeFiles(reading.config, { now });
  try {
    const { verifyStorage } = composeStorageVerification({ postgres, stores, now });
    return await verifyStorage({
      quick: false,
      repair: false,
      from: undefined,
      signal: new AbortController().signal,
      onBytes: () => undefined,
      onStep: () => Promise.resolve(),
    });
  } finally {
    stores.close();
    await postgres.close();
  }
}
