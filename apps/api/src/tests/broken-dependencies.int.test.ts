import { rm, writeFile } from 'node:fs/promises';
import { join } from 'node:path';
import { endpoints } from '@portal/contract/endpoints';
import { Problem } from '@portal/contract/problem';
import { secret } from '@portal/core/secret';
import { askDatabase } from '@portal/testing/ask-database';
import { askInternally, sampleOf } from '@portal/testing/internal-answers';
import { createTestDatabase } from '@portal/testing/postgres';
import type { TestDatabase } from '@portal/testing/postgres';
import { testRedis } from '@portal/testing/redis';
import { findRedisServer, startRedisServer } from '@portal/testing/redis-server';
import { signedInClient } from '@portal/testing/signed-in-client';
import type { SignedInClient } from '@portal/testing/signed-in-client';
import { startTcpProxy } from '@portal/testing/tcp-proxy';
import { startTestPortal } from '@portal/testing/test-portal';
import type { TestPortal } from '@portal/testing/test-portal';
import { addDocument, pdfSaying, sendPdf } from '@portal/testing/upload-tools';
import { afterEach, describe, expect, it } from 'vitest';
import { ask } from './walk-contract.ts';
import type { Asked } from './walk-contract.ts';

const stops: (() => Promise<unknown>)[] = [];
afterEach(async () => {
  for (const stop of stops.splice(0).toReversed()) await stop();
});

type Patient = { client: SignedInClient; documentId: string };

/** One patient for each endpoint, with a document, as long as all is well. */
async function patientsOf(portal: TestPortal): Promise<Patient[]> {
  const patients: Patient[] = [];
  for (const _endpoint of endpoints) {
    const client = await signedInClient(portal);
    const { id } = await addDocument(client, 'a document');
    patients.push({ client, documentId: id });
  }
  return patients;
}

const askAll = (patients: readonly Patient[]): Promise<Asked>[] =>
  endpoints.map((endpoint, index) => {
    const { client, documentId } = patients[index]!;
    return ask(endpoint, client, {
      ids: { documentId },
      textOf: (field) => (field === 'address' ? 'a@example.org' : 'word'),
    });
  });

/** A refusal is a problem with the number of the request, and tells nothing of what stands behind the portal. */
function expectGeneric({ answer }: Asked): void {
  if (answer.status < 400) return;
  expect(answer.headers['content-type']).toContain('application/problem+json');
  const problem = Problem.parse(JSON.parse(answer.text));
  expect(problem).toMatchObject({ status: answer.status, instance: answer.headers['x-request-id'] });
  expect(answer.text).not.toMatch(
    /permission denied|relation|select |OOM|redis|postgres|ENOTDIR|EACCES|ECONN|\/tmp|at .*:\d+/i,
  );
}

async function expectAlive(portal: TestPortal, pid: number): Promise<void> {
  expect(process.pid).toBe(pid);
  expect((await fetch(`${portal.url}/livez`)).status).toBe(200);
}

describe('a dependency that throws', () => {
  const { pid } = process;

  it('row 36: the database refuses every statement: each endpoint answers in general words, and all is well afterwards', async () => {
    const portal = await startTestPortal();
    stops.push(portal.stop);
    const patients = await patientsOf(portal);
    const right = 'all tables in schema public';
    await askDatabase(portal.database, `revoke select on ${right} from portal_app`);
    const asked = await Promise.all(askAll(patients));
    asked.forEach(expectGeneric);
    expect(asked.filter(({ answer }) => answer.status === 500).length).toBeGreaterThan(endpoints.length / 3);
    await expectAlive(portal, pid);
    await askDatabase(portal.database, `grant select on ${right} to portal_app`);
    await patients[0]!.client.get('/documents').expect(200);
  }, 60_000);

  it('row 36: Redis takes nothing more: each endpoint answers in general words', async () => {
    const program = findRedisServer();
    const server = await startRedisServer(program);
    stops.push(server.stop);
    const portal = await startTestPortal({ config: { redisUrl: secret(server.url) } });
    stops.push(portal.stop);
    const patients = await patientsOf(portal);
    await server.configure('maxmemory', '1');
    const asked = await Promise.all(askAll(patients));
    asked.forEach(expectGeneric);
    expect(asked.map(({ answer }) => answer.status)).toContain(503);
    expect(asked.filter(({ answer }) => answer.status === 500).map(({ endpoint }) => endpoint.name)).toEqual([]);
    await expectAlive(portal, pid);
  }, 60_000);

  it('row 36: the folder of files is none: each endpoint answers in general words', async () => {
    const portal = await startTestPortal();
    stops.push(portal.stop);
    const patients = await patientsOf(portal);
    const folder = join(portal.config.dataFolder, 'documents');
    await rm(folder, { recursive: true });
    await writeFile(folder, 'a file');
    const asked = await Promise.all(askAll(patients));
    asked.forEach(expectGeneric);
    const { client, documentId } = patients.find((_patient, index) => endpoints[index]?.name === 'listDocuments')!;
    const opened = await client.get(`/documents/${documentId}/content`).expect(302);
    expect((await client.agent.get(opened.headers['location'] as string)).status).toBe(500);
    await expectAlive(portal, pid);
  }, 60_000);
});

describe('a dependency that is a black hole', () => {
  // Nothing hangs for longer than the statement that was under way when the database fell silent.
  const budgets = { redis: 1_000, postgres: 9_000 };
  // What the machine that runs the tests takes by itself for so many requests at once.
  const ownTimeMs = 1_000;
  let database: TestDatabase;

  it.each([
    ['redis', 'silent'],
    ['redis', 'refused'],
    ['postgres', 'silent'],
    ['postgres', 'refused'],
  ] as const)(
    'row 37: every endpoint answers in time while %s is %s, and as before afterwards',
    async (which, mode) => {
      database = await createTestDatabase();
      stops.push(database.drop);
      const [postgres, redis] = [
        await startTcpProxy(database.applicationUrl),
        await startTcpProxy((await testRedis()).url),
      ];
      stops.push(postgres.close, redis.close);
      const portal = await startTestPortal({
        config: { databaseUrl: secret(postgres.url), redisUrl: secret(redis.url) },
      });
      stops.push(portal.stop);
      const patients = await patientsOf(portal);
      const hole = { postgres, redis }[which];
      hole.set(mode);
      const asked = await Promise.all(askAll(patients));
      const late = asked.filter(({ tookMs }) => tookMs > budgets[which] + ownTimeMs);
      expect(late.map(({ endpoint, tookMs }) => [endpoint.name, tookMs])).toEqual([]);
      asked.forEach(expectGeneric);
      const faults = asked.filter(({ answer }) => answer.status >= 500);
      expect(faults.filter(({ answer }) => answer.status !== 503).map(({ endpoint }) => endpoint.name)).toEqual([]);
      for (const { answer } of faults) expect(Number(answer.headers['retry-after'])).toBeGreaterThan(0);
      if (which === 'redis') {
        const reads = asked.filter(({ endpoint }) => endpoint.method === 'GET' && endpoint.access === 'session');
        const refused = reads.filter(({ answer }) => [401, 503].includes(answer.status));
        // Who would be told of changes asks for them by itself then.
        expect(refused.map(({ endpoint }) => endpoint.name)).toEqual(['followDocuments']);
      } else {
        expect(faults.length).toBeGreaterThan(endpoints.length / 3);
      }
      hole.set('open');
      await expect
        .poll(async () => (await patients[0]!.client.get('/documents')).status, { timeout: 15_000 })
        .toBe(200);
    },
    90_000,
  );

  it('row 37: an upload that comes while others wait for a silent database is told when they are', async () => {
    database = await createTestDatabase();
    stops.push(database.drop);
    const postgres = await startTcpProxy(database.applicationUrl);
    stops.push(postgres.close);
    const portal = await startTestPortal({ config: { databaseUrl: secret(postgres.url) } });
    stops.push(portal.stop);
    const client = await signedInClient(portal);
    await addDocument(client, 'before');
    postgres.set('silent');
    const underWay = async () => sampleOf((await askInternally(portal, '/metrics')).text, 'portal_uploads_under_way');
    const ends: Promise<[status: number, endedAt: number]>[] = [];
    for (const number of [1, 2, 3]) {
      const upload = sendPdf(client, pdfSaying(`upload ${number}`));
      ends.push(upload.then(({ status }) => [status, performance.now()]));
      await expect.poll(underWay, { timeout: 10_000, interval: 20 }).toBe(number);
    }
    const [first, ...others] = await Promise.all(ends);
    for (const [status, endedAt] of others) {
      expect([first?.[0], status]).toEqual([503, 503]);
      // A connection is waited for three seconds.
      expect(endedAt - (first?.[1] ?? 0)).toBeLessThan(2_000);
    }
    postgres.set('open');
    await expect.poll(async () => (await sendPdf(client, pdfSaying('after'))).status, { timeout: 15_000 }).toBe(201);
  }, 90_000);
});
