import { mkdtemp, rm } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { setTimeout as wait } from 'node:timers/promises';
import type { DocumentList } from '@portal/contract/documents';
import { type ApiProcess, startApiProcess } from '@portal/testing/api-process';
import { dumpRedis } from '@portal/testing/dump-redis';
import { writeMeasurement } from '@portal/testing/measurement';
import { createTestDatabase, type TestDatabase } from '@portal/testing/postgres';
import { findRedisServer, type RedisServer, startRedisServer } from '@portal/testing/redis-server';
import { signedInClient } from '@portal/testing/signed-in-client';
import { addDocument, createRandom, pageHeaders } from '@portal/testing/upload-tools';
import { startWorkerHere } from '@portal/testing/worker-here';
import { afterAll, beforeAll, describe, expect, it } from 'vitest';

const patientsAtOnce = 20;
const documentsAPatient = 3;
const seed = 5;
const phaseMs = 8_000;
const readEveryMs = 100;
const restMs = 300;
const p95Ms = 150;

/** Each title is a number that grows with every change: `told` has those that were acknowledged. */
type Patient = { cookie: string; told: Map<string, number> };

let database: TestDatabase;
let dataFolder: string;
let program: string;
let redis: RedisServer;
let instances: ApiProcess[];
let patients: Patient[];
const figures: Record<string, number> = {};

beforeAll(async () => {
  program = findRedisServer();
  database = await createTestDatabase();
  dataFolder = await mkdtemp(join(tmpdir(), 'portal-lists-'));
  redis = await startRedisServer(program);
  const environment = { REDIS_URL: redis.url, LOG_LEVEL: 'fatal' };
  const start = () => startApiProcess({ database, dataFolder, environment });
  instances = [await start(), await start()];
  // What is looked at is not how documents are checked: it has gone when the figures are taken.
  const worker = await startWorkerHere({ database, dataFolder });
  patients = [];
  for (let patient = 0; patient < patientsAtOnce; patient += 1) patients.push(await newPatient());
  await worker.stop();
});
afterAll(async () => {
  await writeMeasurement({
    name: 'list-redis-faults',
    claim:
      `${patientsAtOnce} patients rename and list their documents over two instances while Redis is killed, paused ` +
      'and flushed: every list is right, none is refused, and 95 of 100 lists come within 150 ms.',
    seed,
    figures,
  });
  for (const instance of instances) await instance.kill('SIGKILL');
  await redis.kill();
  await database.drop();
  await rm(dataFolder, { recursive: true, force: true });
});

const anInstance = (random: (below: number) => number): ApiProcess => {
  const instance = instances[random(instances.length)];
  if (!instance) throw new Error('There is no instance.');
  return instance;
};

async function newPatient(): Promise<Patient> {
  const first = anInstance(() => 0);
  const client = await signedInClient(first);
  const told = new Map<string, number>();
  for (let number = 0; number < documentsAPatient; number += 1) {
    const { id } = await addDocument(client, `${client.address} ${number}`, { title: '0' });
    told.set(id, 0);
  }
  const { Cookie = '' } = await pageHeaders(first, client);
  return { cookie: Cookie, told };
}

type Load = { tookMs: number[]; wrong: string[] };

/**
 * Every patient changes something now and then, and asks for the list at fixed times, whether the one before has come
 * or not: who waits for an answer before asking again meets a slow one less often.
 */
async function goOnWhile(during: () => Promise<void>): Promise<Load> {
  const load: Load = { tookMs: [], wrong: [] };
  let isOver = false;
  const asked: Promise<void>[] = [];
  const timers = patients.map((patient, index) => {
    const random = createRandom(seed + index);
    return setInterval(() => asked.push(list(patient, random, load)), readEveryMs);
  });
  const change = async (patient: Patient, random: (below: number) => number): Promise<void> => {
    while (!isOver) {
      await rename(patient, random, load);
      await wait(random(restMs));
    }
  };
  const changing = Promise.all(patients.map((patient, index) => change(patient, createRandom(seed - index))));
  await during();
  isOver = true;
  for (const timer of timers) clearInterval(timer);
  await Promise.all([changing, ...asked]);
  return load;
}

async function rename({ cookie, told }: Patient, random: (below: number) => number, load: Load): Promise<void> {
  const { url } = anInstance(random);
  const id = [...told.keys()][random(told.size)] ?? '';
  const next = (told.get(id) ?? 0) + 1;
  const headers = { Cookie: cookie, Origin: url, 'X-Requested-With': 'fetch', 'Content-Type': 'application/json' };
  const answer = await fetch(`${url}/api/v1/documents/${id}`, {
    method: 'PATCH',
    headers,
    body: JSON.stringify({ title: `${next}` }),
  });
  await answer.arrayBuffer();
  if (answer.ok) told.set(id, next);
  else load.wrong.push(`rename: ${answer.status}`);
}

async function list({ cookie, told }: Patient, random: (below: number) => number, load: Load): Promise<void> {
  const { url } = anInstance(random);
  const toldAtItsBegin = new Map(told);
  const begunAt = performance.now();
  const answer = await fetch(`${url}/api/v1/documents`, { headers: { Cookie: cookie } });
  const text = await answer.text();
  load.tookMs.push(performance.now() - begunAt);
  if (!answer.ok) return void load.wrong.push(`list: ${answer.status}`);
  const { items } = JSON.parse(text) as DocumentList;
  const isFresh = items.every(({ id, title }) => Number(title) >= (toldAtItsBegin.get(id) ?? Infinity));
  if (items.length !== told.size || !isFresh) load.wrong.push(`list: ${text}`);
}

function expectRight(name: string, { tookMs, wrong }: Load): void {
  const sorted = tookMs.toSorted((a, b) => a - b);
  const share = (part: number): number => Math.round(sorted[Math.floor(sorted.length * part)] ?? NaN);
  figures[`${name}Lists`] = sorted.length;
  figures[`${name}Wrong`] = wrong.length;
  figures[`${name}P50InMs`] = share(0.5);
  figures[`${name}P95InMs`] = share(0.95);
  figures[`${name}P99InMs`] = share(0.99);
  figures[`${name}LongestInMs`] = Math.round(sorted.at(-1) ?? NaN);
  expect(wrong).toEqual([]);
  expect(share(0.95)).toBeLessThanOrEqual(p95Ms);
}

/** Until pages are kept again by themselves. */
async function recoveredInMs(): Promise<number> {
  const begunAt = performance.now();
  await expect.poll(async () => (await dumpRedis(redis.url)).includes('portal:docs:'), { interval: 50 }).toBe(true);
  return Math.round(performance.now() - begunAt);
}

// The mutants: `unlessItFails` of document-lists.redis.ts lets failures through: the API ends with the first page that
// cannot be kept; no pauses in redis-guard.ts: while Redis hangs, 95 of 100 lists are no longer within the bound.
describe('patients who rename and list', () => {
  it('are served while all is well', async () => {
    expectRight('calm', await goOnWhile(() => wait(phaseMs)));
  });

  it('see every change while Redis is killed, and when it is back', async () => {
    const load = await goOnWhile(async () => {
      await wait(phaseMs / 4);
      await redis.kill();
      await wait(phaseMs);
      redis = await startRedisServer(program, Number(new URL(redis.url).port));
      figures['killedRecoveredInMs'] = await recoveredInMs();
      await wait(phaseMs / 4);
    });
    expectRight('killed', load);
  });

  it('see every change while Redis hangs, and when it goes on', async () => {
    const load = await goOnWhile(async () => {
      await wait(phaseMs / 4);
      redis.signal('SIGSTOP');
      await wait(phaseMs);
      redis.signal('SIGCONT');
      await redis.flush();
      figures['pausedRecoveredInMs'] = await recoveredInMs();
      await wait(phaseMs / 4);
    });
    expectRight('paused', load);
  });

  it('see every change while Redis is flushed, again and again', async () => {
    const load = await goOnWhile(async () => {
      for (let time = 0; time < 40; time += 1) {
        await redis.flush();
        await wait(phaseMs / 40);
      }
    });
    expectRight('flushed', load);
  });
});
