import { mkdtemp, rm } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import type { DocumentList } from '@portal/contract/documents';
import { createPostgres } from '@portal/adapters/postgres/pool';
import { type ApiProcess, startApiProcess } from '@portal/testing/api-process';
import { createTestDatabase, type TestDatabase } from '@portal/testing/postgres';
import { createRadosgwBucket, type TestBucket } from '@portal/testing/s3';
import { type SignedInClient, signedInClient } from '@portal/testing/signed-in-client';
import { addDocument, keepPdf, pdfOfSize, sha256Of } from '@portal/testing/upload-tools';
import { startWorkerHere } from '@portal/testing/worker-here';
import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import { composeFiles } from '../compose-files.ts';
import { composeStorageMove } from '../compose-storage.ts';
import { readConfig } from '../config.ts';
import { createMoveJournal } from '../storage-files.ts';
import { verifyADayLater } from './crash-check.ts';

// Long enough for a link to be followed, and short enough for a test.
const formerStaysForMs = 3_000;
const address = 'moving@example.org';
const now = (): Date => new Date();

let bucket: TestBucket;
let database: TestDatabase;
let dataFolder: string;
let api: ApiProcess;
let worker: { stop: () => Promise<void> };
let client: SignedInClient;
/** The hash of each document that has to be there. */
const kept = new Map<string, string>();

beforeAll(async () => {
  bucket = await createRadosgwBucket();
  database = await createTestDatabase();
  dataFolder = await mkdtemp(join(tmpdir(), 'portal-move-'));
}, 120_000);
afterAll(async () => {
  await end();
  await database.drop();
  await rm(dataFolder, { recursive: true, force: true });
  await bucket.stop();
});

async function startWith(environment: Record<string, string>): Promise<void> {
  const portal = { database, dataFolder, environment };
  [api, worker] = await Promise.all([startApiProcess(portal), startWorkerHere(portal)]);
  client = await signedInClient(api, address);
}

async function end(): Promise<void> {
  await Promise.all([api.kill('SIGKILL'), worker.stop()]);
}

async function add(words: string): Promise<string> {
  const { id, sha256 } = await addDocument(client, words);
  kept.set(id, sha256);
  return id;
}

async function remove(id: string): Promise<void> {
  kept.delete(id);
  await client.delete(`/documents/${id}?permanently=true`).expect(204);
}

async function open(id: string): Promise<void> {
  const link = (await client.get(`/documents/${id}/content`).expect(302)).headers['location']!;
  const answer = await fetch(new URL(link, api.url));
  expect([answer.status, sha256Of(Buffer.from(await answer.arrayBuffer()))]).toEqual([200, kept.get(id)]);
}

/** As `npm run storage:move` does it, with a shorter stay. */
async function move(environment: Record<string, string>) {
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
  const { current, former, close } = await composeFiles(reading.config, { now });
  try {
    const journal = await createMoveJournal(dataFolder);
    const surroundings = { postgres, stores: { current, former: former! }, now };
    const { moveStorage } = composeStorageMove(surroundings, journal, { formerStaysForMs });
    const signal = new AbortController().signal;
    return await moveStorage({ signal, onBytes: () => undefined, onStep: () => undefined });
  } finally {
    close();
    await postgres.close();
  }
}

/** Documents come, are opened and go while `work` is under way. */
async function whilePatientsAreBusy<Result>(name: string, work: Promise<Result>): Promise<Result> {
  let isDone = false;
  const busy = (async () => {
    for (let turn = 0; !isDone; turn += 1) {
      const mine = await add(`${name} ${turn}`);
      const ids = [...kept.keys()];
      await open(ids[(turn * 7) % ids.length]!);
      await remove(turn % 2 === 0 ? mine : ids[turn % ids.length]!);
    }
  })();
  const result = await work.finally(() => (isDone = true));
  await busy;
  return result;
}

async function expectAllSound(environment: Record<string, string>): Promise<void> {
  const { items } = (await client.get('/documents?limit=100').expect(200)).body as DocumentList;
  expect(items.map(({ id }) => id).toSorted()).toEqual([...kept.keys()].toSorted());
  for (const id of kept.keys()) await open(id);
  const verification = await verifyADayLater({ database, dataFolder, environment });
  expect(verification).toMatchObject({ documents: kept.size, objects: kept.size, disagreements: [] });
}

describe('moving documents while the portal runs', () => {
  // The mutant: the look at the former store out of files-in-two-stores.ts.
  it('from disk to S3 and back loses none and leaves none, whatever patients do meanwhile', async () => {
    await startWith({});
    await Promise.all(Array.from({ length: 20 }, (_, number) => add(`there before ${number}`)));
    const large = pdfOfSize(6_000_000, 1);
    const largeId = (await keepPdf(client, large)).id;
    kept.set(largeId, sha256Of(large));
    await end();

    const moves: Record<'STORAGE' | 'STORAGE_BEFORE', string>[] = [
      { ...bucket.environment, STORAGE: 's3', STORAGE_BEFORE: 'disk' },
      { ...bucket.environment, STORAGE: 'disk', STORAGE_BEFORE: 's3' },
    ];
    for (const environment of moves) {
      await startWith(environment);
      const link = (await client.get(`/documents/${largeId}/content`).expect(302)).headers['location']!;
      const reading = await fetch(new URL(link, api.url));
      const moved = await whilePatientsAreBusy(environment.STORAGE, move(environment));
      expect(moved).toMatchObject({ wrong: [], leftInFormer: 0 });
      expect(moved.moved).toBeGreaterThan(10);
      // A download that began before its bytes were taken away from there.
      expect(sha256Of(Buffer.from(await reading.arrayBuffer()))).toBe(sha256Of(large));
      await expectAllSound(environment);
      await end();
    }
    await startWith({});
    await expectAllSound({});
  }, 240_000);
});
