import type { DocumentList } from '@portal/contract/documents';
import { askDatabase } from '@portal/testing/ask-database';
import { askInternally, sampleOf } from '@portal/testing/internal-answers';
import { type ReplicatedPostgres, startReplicatedPostgres } from '@portal/testing/replicated-postgres';
import { type SignedInClient, signedInClient } from '@portal/testing/signed-in-client';
import { startTcpProxy, type TcpProxy } from '@portal/testing/tcp-proxy';
import { startTestPortal, type TestPortal } from '@portal/testing/test-portal';
import { addDocument } from '@portal/testing/upload-tools';
import { afterAll, beforeAll, expect, it, vi } from 'vitest';

const readsPerFault = 25;
const longestMs = 1_000;
const p95Ms = 150;
// A replica that failed again and again is left alone for up to half a minute.
const recoveryMs = 45_000;

vi.setConfig({ testTimeout: 2 * recoveryMs });

let servers: ReplicatedPostgres;
let roads: [TcpProxy, TcpProxy];
let portal: TestPortal;
let patient: SignedInClient;

beforeAll(async () => {
  servers = await startReplicatedPostgres({ delayMs: 0 });
  const { primary, replica } = servers;
  // One server behind two roads: two replicas that differ in nothing.
  roads = [await startTcpProxy(replica.applicationUrl), await startTcpProxy(replica.applicationUrl)];
  const replicas = roads.map(({ url }) => url).join(',');
  const environment = { DATABASE_URL: primary.applicationUrl, DATABASE_REPLICA_URLS: replicas };
  portal = await startTestPortal({ environment });
  patient = await signedInClient(portal);
  await addDocument(patient, 'a first one', { title: 'as it was sent' });
}, 90_000);
afterAll(async () => {
  await portal.stop();
  await Promise.all(roads.map((road) => road.close()));
  await servers.stop();
});

async function countOf(name: string, labels: Record<string, string>): Promise<number> {
  const { text } = await askInternally(portal, '/metrics');
  return sampleOf(text, name, labels) ?? 0;
}
const servedBy = (replica: number) => countOf('portal_replica_reads_total', { replica: String(replica) });
const fellBack = (reason: string) => countOf('portal_replica_fallbacks_total', { reason });

/** Renames the one document and lists at once, again and again; how long each list took. */
async function writeAndRead(times: number): Promise<number[]> {
  const tookMs: number[] = [];
  for (let time = 0; time < times; time += 1) {
    const [document] = (await patient.get('/documents').expect(200)).body.items;
    const title = `${performance.now()}`;
    await patient.patch(`/documents/${document.id}`).send({ title }).expect(200);
    const begunAt = performance.now();
    const { items } = (await patient.get('/documents').expect(200)).body as DocumentList;
    tookMs.push(performance.now() - begunAt);
    expect(items.map((item) => item.title)).toEqual([title]);
  }
  return tookMs;
}

function expectSoon(tookMs: number[]): void {
  const sorted = tookMs.toSorted((a, b) => a - b);
  expect(sorted.at(-1)).toBeLessThan(longestMs);
  expect(sorted[Math.floor(sorted.length * 0.95) - 1]).toBeLessThan(p95Ms);
}

let pages = 0;

/** Another page each time, which nothing holds yet, until this many more came from the replica. */
async function untilServedBy(replica: 1 | 2, more = 1): Promise<void> {
  const enough = (await servedBy(replica)) + more;
  const askOnce = async (): Promise<number> => {
    pages += 1;
    const view = pages % 2 === 0 ? 'active' : 'trash';
    await patient.get(`/documents?limit=${(pages % 100) + 1}&view=${view}&sort=title`).expect(200);
    return servedBy(replica);
  };
  await expect.poll(askOnce, { timeout: recoveryMs }).toBeGreaterThanOrEqual(enough);
}

// The mutant: `turn` never moved in list-reads.postgres.ts.
it('pages of lists come from both replicas in turn', async () => {
  await servers.replica.catchUp();
  await Promise.all([untilServedBy(1, 3), untilServedBy(2, 3)]);
});

// The mutant: `read.number < asked.number` out of list-reads.postgres.ts: a list without the patient's own change.
it('while a replica lags, for however long, patients see what they changed, and it serves again when it has caught up', async () => {
  await servers.replica.pause();
  const before = await fellBack('behind');
  expectSoon(await writeAndRead(readsPerFault));
  expect(await fellBack('behind')).toBeGreaterThan(before);
  // Who lags is not asked each time.
  expect(await fellBack('none_available')).toBeGreaterThan(0);
  await servers.replica.resume();
  await servers.replica.catchUp();
  await Promise.all([untilServedBy(1), untilServedBy(2)]);
});

// The mutant: the `catch` of a route out of list-reads.postgres.ts: 503.
it('while a replica is stopped, lists come from the primary, and it serves again when it is back', async () => {
  await servers.replica.stop();
  expectSoon(await writeAndRead(readsPerFault));
  expect(await fellBack('error')).toBeGreaterThan(0);
  await servers.replica.start();
  await servers.replica.catchUp();
  await Promise.all([untilServedBy(1), untilServedBy(2)]);
});

// The mutants: `patience` out of compose-replicas.ts: seconds; `enter` of a breaker that always says yes: each read waits.
it('while replicas take everything and answer nothing, lists come from the primary within the bounds', async () => {
  for (const road of roads) road.set('silent');
  const tookMs = await writeAndRead(readsPerFault);
  expect(await fellBack('timeout')).toBeGreaterThan(0);
  for (const road of roads) road.set('refused');
  expectSoon([...tookMs, ...(await writeAndRead(readsPerFault))]);
  for (const road of roads) road.set('open');
  await Promise.all([untilServedBy(1), untilServedBy(2)]);
});

// The mutant: the comparison of nonces out of list-reads.postgres.ts: the title of another history.
it('a replica that went on as a primary of its own is not believed, although it shows the same version', async () => {
  const { primary, replica } = servers;
  await replica.catchUp();
  await replica.promote();
  const [document] = (await patient.get('/documents').expect(200)).body.items;
  const rename = 'update documents set title = $2 where id = $1';
  await askDatabase({ ownerUrl: replica.applicationUrl }, rename, [document.id, 'of another history']);
  await askDatabase(primary, rename, [document.id, 'of this history']);
  const versions = 'select version, nonce from document_list_versions';
  const [one, other] = [
    await askDatabase(primary, versions),
    await askDatabase({ ownerUrl: replica.applicationUrl }, versions),
  ];
  expect(one[0]?.['version']).toBe(other[0]?.['version']);
  expect(one[0]?.['nonce']).not.toBe(other[0]?.['nonce']);
  const { items } = (await patient.get('/documents').expect(200)).body as DocumentList;
  expect(items.map(({ title }) => title)).toEqual(['of this history']);
  expect(await fellBack('another_timeline')).toBeGreaterThan(0);
});
