import { readFileSync } from 'node:fs';
import { rename } from 'node:fs/promises';
import { join } from 'node:path';
import { secret } from '@portal/core/secret';
import { askInternally, sampleOf } from '@portal/testing/internal-answers';
import { createTestDatabase } from '@portal/testing/postgres';
import type { TestDatabase } from '@portal/testing/postgres';
import { testRedis } from '@portal/testing/redis';
import { signedInClient } from '@portal/testing/signed-in-client';
import type { SignedInClient } from '@portal/testing/signed-in-client';
import { startTcpProxy } from '@portal/testing/tcp-proxy';
import type { TcpProxy } from '@portal/testing/tcp-proxy';
import { createTestClient } from '@portal/testing/test-client';
import { startTestPortal } from '@portal/testing/test-portal';
import type { TestPortal } from '@portal/testing/test-portal';
import { addDocument, openConnection, pageHeaders, requestHead, sendPdf } from '@portal/testing/upload-tools';
import { afterAll, beforeAll, describe, expect, it, vi } from 'vitest';
import type { HealthReport } from '../metrics/health.ts';

let database: TestDatabase;
let redis: TcpProxy;
let replica: TcpProxy;
let portal: TestPortal;
let client: SignedInClient;
let before: string;

beforeAll(async () => {
  database = await createTestDatabase();
  [redis, replica] = await Promise.all([
    startTcpProxy((await testRedis()).url),
    // The primary plays its own replica: what is read there is always the newest.
    startTcpProxy(database.applicationUrl),
  ]);
  portal = await startTestPortal({
    config: {
      databaseUrl: secret(database.applicationUrl),
      databaseReplicaUrls: [secret(replica.url)],
      redisUrl: secret(redis.url),
      requestPolicy: { perNetworkPerMinute: 1_000_000, perSessionPerMinute: 1_000_000, uploadsPerRecordPerHour: 2 },
    },
  });
  await untilReplicaServes(await signedInClient(portal));
  client = await signedInClient(portal);
  before = await read();
}, 60_000);
afterAll(async () => {
  await portal.stop();
  await Promise.all([redis.close(), replica.close()]);
  await database.drop();
});

const read = async (): Promise<string> => (await askInternally(portal, '/metrics')).text;
const health = async (): Promise<HealthReport> => JSON.parse((await askInternally(portal, '/health')).text);

/** On a busy machine a replica is too slow for its breaker, more than once perhaps. */
async function untilReplicaServes(patient: SignedInClient): Promise<void> {
  const served = async () => sampleOf(await read(), 'portal_replica_reads_total', { replica: '1' }) ?? 0;
  const start = await served();
  let limit = 100;
  const ask = async (): Promise<number> => {
    // A page that nobody has asked for yet.
    limit -= 1;
    await patient.get(`/documents?limit=${limit}`).expect(200);
    return served();
  };
  await vi.waitUntil(async () => (await ask()) > start, { timeout: 45_000, interval: 500 });
}

/** How much a counter has grown since `before`. */
async function grown(name: string, labels: Record<string, string> = {}): Promise<number> {
  return (sampleOf(await read(), name, labels) ?? 0) - (sampleOf(before, name, labels) ?? 0);
}

const lists = { method: 'GET', route: '/api/v1/documents' };
const requests = 'portal_http_request_duration_seconds_count';

describe('what is counted of lists', () => {
  it('is where each came from, and that a replica served it', async () => {
    const second = await signedInClient(portal, client.address);
    const { headers } = await client.get('/documents').expect(200);
    await second.get('/documents').expect(200);
    await client.get('/documents').set('If-None-Match', headers['etag']!).expect(304);
    expect(await grown('portal_list_reads_total', { outcome: 'miss' })).toBe(1);
    expect(await grown('portal_list_reads_total', { outcome: 'hit' })).toBe(1);
    expect(await grown('portal_list_reads_total', { outcome: 'not_modified' })).toBe(1);
    expect(await grown('portal_replica_reads_total', { replica: '1' })).toBe(1);
    await expect.poll(() => grown(requests, { ...lists, status: '2xx' })).toBe(2);
    await expect.poll(() => grown(requests, { ...lists, status: '3xx' })).toBe(1);
  });

  it('is why the primary was asked, and what the cache did not answer, breakers included', async () => {
    replica.set('refused');
    redis.set('refused');
    await addDocument(client, 'after the fault');
    const page = await client.get('/documents').expect(200);
    expect(page.body.items).toHaveLength(1);
    expect(await grown('portal_replica_fallbacks_total', { reason: 'error' })).toBe(1);
    const failures = ['error', 'timeout', 'paused'].map((reason) =>
      grown('portal_list_cache_failures_total', { operation: 'find', reason }),
    );
    expect((await Promise.all(failures)).reduce((sum, count) => sum + count)).toBeGreaterThan(0);
    const open = { state: 'open' };
    expect(sampleOf(await read(), 'portal_breaker_state', { breaker: 'replica_1', ...open })).toBe(1);
    expect(sampleOf(before, 'portal_breaker_state', { breaker: 'redis_lists', ...open })).toBe(0);
    redis.set('open');
    replica.set('open');
    await untilReplicaServes(client);
  }, 60_000);
});

describe('what is counted of requests', () => {
  it('is how they ended, by route, method and the code of their problem, and which limit refused them', async () => {
    await createTestClient(portal).get('/documents').expect(401);
    await client.get(`/documents/${crypto.randomUUID()}`).expect(404);
    const patient = await signedInClient(portal);
    for (const status of [415, 415, 429]) await sendPdf(patient, Buffer.from('no PDF')).expect(status);
    await fetch(`${portal.url}/no/such/page/canary`);
    await fetch(`${portal.url}/api/v1/documents`, { method: 'PROPFIND' });
    const problems = 'portal_http_problems_total';
    await expect.poll(() => grown(problems, { ...lists, code: 'sign_in_required' })).toBe(1);
    await expect.poll(() => grown(problems, { method: 'POST', code: 'not_a_pdf' })).toBe(2);
    await expect.poll(() => grown(problems, { method: 'POST', code: 'too_many_requests' })).toBe(1);
    await expect
      .poll(() => grown(requests, { method: 'GET', route: '/api/v1/documents/:documentId', status: '4xx' }))
      .toBe(1);
    await expect.poll(() => grown(requests, { method: 'GET', route: 'none', status: '4xx' })).toBe(1);
    await expect.poll(() => grown(requests, { method: 'other', status: '4xx' })).toBe(1);
    expect(await grown('portal_http_limited_requests_total', { limit: 'uploads' })).toBe(1);
    expect(await read()).not.toContain('canary');
  });

  it('is who went away in the middle, and the uploads that are under way', async () => {
    const patient = await signedInClient(portal);
    const { socket } = openConnection(portal);
    const headers = { ...(await pageHeaders(portal, patient)), 'Content-Length': 1_000_000 };
    const received = await grown('portal_upload_received_bytes_total');
    socket.write(requestHead(headers));
    socket.write(Buffer.alloc(1_000));
    await expect.poll(async () => sampleOf(await read(), 'portal_uploads_under_way')).toBe(1);
    await expect.poll(() => grown('portal_upload_received_bytes_total')).toBe(received + 1_000);
    socket.destroy();
    await expect.poll(async () => sampleOf(await read(), 'portal_uploads_under_way')).toBe(0);
    await expect.poll(() => grown(requests, { method: 'POST', status: 'broken_off' })).toBe(1);
  });
});

describe('what is counted of signing in', () => {
  it('is codes and messages by channel, and how each try ended', async () => {
    expect(sampleOf(before, 'portal_codes_total', { channel: 'email', purpose: 'sign_in' })).toBe(2);
    expect(sampleOf(before, 'portal_messages_total', { channel: 'email', outcome: 'sent' })).toBe(2);
    expect(sampleOf(before, 'portal_sign_ins_total', { way: 'code', outcome: 'signed_in' })).toBe(2);
    const wrong = { challengeId: crypto.randomUUID(), code: '000000' };
    await createTestClient(portal).post('/sign-in/sessions').send(wrong).expect(401);
    expect(await grown('portal_sign_ins_total', { way: 'code', outcome: 'code_wrong_or_expired' })).toBe(1);
  });
});

describe('how the portal does', () => {
  it('is degraded without Redis or a replica, and down without its files', async () => {
    await expect.poll(async () => (await health()).status).toBe('up');
    const { checks } = await health();
    expect(Object.keys(checks)).toEqual(['postgres', 'replica_1', 'redis', 'redis_lists', 'files', 'workers']);
    redis.set('silent');
    replica.set('refused');
    await expect.poll(async () => (await health()).status).toBe('degraded');
    const metrics = await read();
    const upOf = (dependency: string) => sampleOf(metrics, 'portal_dependency_up', { dependency });
    expect(['postgres', 'replica_1', 'redis', 'files'].map(upOf)).toEqual([1, 0, 0, 1]);
    expect((await askInternally(portal, '/health')).status).toBe(200);
    redis.set('open');
    replica.set('open');
    const folder = join(portal.config.dataFolder, 'documents');
    await rename(folder, `${folder}-away`);
    await expect.poll(async () => (await askInternally(portal, '/health')).status).toBe(503);
    await rename(`${folder}-away`, folder);
    await expect.poll(async () => (await health()).status).toBe('up');
    expect(sampleOf(await read(), 'portal_disk_free_bytes')).toBeGreaterThan(1_000_000);
    expect(sampleOf(await read(), 'portal_database_connections', { pool: 'replica_1', state: 'waiting' })).toBe(0);
  });

  it('is written down: every figure in docs/operations.md, and none there that is not told', async () => {
    const { text: ofWorker } = await askInternally({ portal: portal.worker }, '/metrics');
    const all = `${await read()}\n${ofWorker}`;
    const told = [...new Set([...all.matchAll(/^# TYPE (portal_\w+) /gm)].map(([, name]) => name))];
    const page = readFileSync(new URL('../../../../docs/operations.md', import.meta.url), 'utf8');
    const written = [...page.matchAll(/^\| `(portal_\w+)` \|/gm)].map(([, name]) => name);
    expect(new Set(written)).toEqual(new Set(told));
    expect(written).toHaveLength(told.length);
  });

  it('is told at two paths and to GET only, and at none of the public port', async () => {
    expect((await askInternally(portal, '/')).status).toBe(404);
    expect((await askInternally(portal, '/metrics?x=1')).status).toBe(200);
    for (const path of ['/metrics', '/health', '/api/v1/metrics', '/api/v1/health']) {
      const answer = await fetch(portal.url + path);
      expect([path, answer.status]).toEqual([path, 404]);
      expect(answer.headers.get('content-type')).toContain('application/problem+json');
    }
  });
});
