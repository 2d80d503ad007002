import { mkdtemp, rm } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { setTimeout as wait } from 'node:timers/promises';
import { type ApiProcess, startApiProcess } from '@portal/testing/api-process';
import { writeMeasurement } from '@portal/testing/measurement';
import { createTestDatabase, type TestDatabase } from '@portal/testing/postgres';
import { findRedisServer, type RedisServer, startRedisServer } from '@portal/testing/redis-server';
import { newAddress, type SignedInClient, signedInClient } from '@portal/testing/signed-in-client';
import { createTestClient } from '@portal/testing/test-client';
import { pageHeaders } from '@portal/testing/upload-tools';
import { afterAll, beforeAll, describe, expect, it } from 'vitest';

const patients = 20;
const phaseMs = 6_000;
const paths = ['/session', '/documents', '/sessions'];

let database: TestDatabase;
let dataFolder: string;
let program: string;
let redis: RedisServer;
let api: ApiProcess;
let clients: SignedInClient[];
const figures: Record<string, number> = {};

beforeAll(async () => {
  program = findRedisServer();
  database = await createTestDatabase();
  dataFolder = await mkdtemp(join(tmpdir(), 'portal-redis-'));
  redis = await startRedisServer(program);
  api = await startApiProcess({ database, dataFolder, environment: { REDIS_URL: redis.url, LOG_LEVEL: 'fatal' } });
  clients = [];
  for (let i = 0; i < patients; i++) clients.push(await signedInClient(api));
});
afterAll(async () => {
  await writeMeasurement({
    name: 'redis-faults',
    claim:
      `${patients} signed-in patients read without a pause, one request after another, while Redis is killed, paused ` +
      'and flushed: none is refused, and every answer comes within a second.',
    seed: null,
    figures,
  });
  await api.kill('SIGKILL');
  await redis.kill();
  await database.drop();
  await rm(dataFolder, { recursive: true, force: true });
});

type Load = { tookMs: number[]; statuses: Map<number, number> };

/** Every patient reads, one request after another, until `during` has resolved. */
async function readWhile(during: () => Promise<void>): Promise<Load> {
  const load: Load = { tookMs: [], statuses: new Map() };
  let isOver = false;
  const read = async (client: SignedInClient): Promise<void> => {
    const headers = await pageHeaders(api, client);
    for (let turn = 0; !isOver; turn++) {
      const startedAt = performance.now();
      const answer = await fetch(`${api.url}/api/v1${paths[turn % paths.length]}`, {
        headers: { Cookie: headers['Cookie'] ?? '' },
      });
      await answer.arrayBuffer();
      load.tookMs.push(performance.now() - startedAt);
      load.statuses.set(answer.status, (load.statuses.get(answer.status) ?? 0) + 1);
    }
  };
  const readers = Promise.all(clients.map(read));
  await during();
  isOver = true;
  await readers;
  return load;
}

function expectUnharmed(name: string, { tookMs, statuses }: Load): void {
  const sorted = tookMs.toSorted((a, b) => a - b);
  const share = (part: number): number => Math.round(sorted[Math.floor(sorted.length * part)] ?? 0);
  figures[`${name}Reads`] = sorted.length;
  figures[`${name}P50InMs`] = share(0.5);
  figures[`${name}P99InMs`] = share(0.99);
  figures[`${name}LongestInMs`] = Math.round(sorted.at(-1) ?? 0);
  expect([...statuses.keys()]).toEqual([200]);
  expect(share(0.99)).toBeLessThan(1_000);
}

const askForCode = () => createTestClient(api).post('/sign-in/codes').send({ channel: 'email', address: newAddress() });

/** New codes are a "not now", with when to ask again, and within two seconds: the first ask waits for the store. */
async function expectNoCodes(): Promise<void> {
  const startedAt = performance.now();
  const refused = await askForCode();
  expect([refused.status, refused.body.code]).toEqual([503, 'service_unavailable']);
  expect(Number(refused.get('Retry-After'))).toBeGreaterThan(0);
  expect(performance.now() - startedAt).toBeLessThan(1_500);
}

async function recoveredInMs(): Promise<number> {
  const startedAt = performance.now();
  await expect.poll(async () => (await askForCode()).status, { interval: 50 }).toBe(202);
  return Math.round(performance.now() - startedAt);
}

describe('signed-in patients who read', () => {
  it('are served while all is well', async () => {
    expectUnharmed('calm', await readWhile(() => wait(phaseMs)));
  });

  it('notice nothing when Redis is killed, and nothing when it is back, empty', async () => {
    const load = await readWhile(async () => {
      await wait(phaseMs / 3);
      await redis.kill();
      await wait(phaseMs / 3);
      await expectNoCodes();
      await wait(phaseMs / 3);
      redis = await startRedisServer(program, Number(new URL(redis.url).port));
      figures['killedRecoveredInMs'] = await recoveredInMs();
      await wait(phaseMs / 3);
    });
    expectUnharmed('killed', load);
  });

  it('notice nothing when Redis hangs, and nothing when it goes on', async () => {
    const load = await readWhile(async () => {
      await wait(phaseMs / 3);
      redis.signal('SIGSTOP');
      await wait(phaseMs / 3);
      await expectNoCodes();
      await wait(phaseMs);
      redis.signal('SIGCONT');
      figures['pausedRecoveredInMs'] = await recoveredInMs();
      await wait(phaseMs / 3);
    });
    expectUnharmed('paused', load);
  });

  it('notice nothing when Redis is flushed, again and again: nobody is signed out', async () => {
    const load = await readWhile(async () => {
      for (let i = 0; i < 20; i++) {
        await redis.flush();
        await wait(phaseMs / 20);
      }
    });
    expectUnharmed('flushed', load);
    for (const client of clients) await client.get('/session').expect(200);
  });
});
