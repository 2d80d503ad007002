import type { DocumentList } from '@portal/contract/documents';
import { secret } from '@portal/core/secret';
import { dumpRedis } from '@portal/testing/dump-redis';
import { askInternally, sampleOf } from '@portal/testing/internal-answers';
import { type SignedInClient, signedInClient } from '@portal/testing/signed-in-client';
import { startTcpProxy, type TcpProxy } from '@portal/testing/tcp-proxy';
import { createTestClient, type TestClient } from '@portal/testing/test-client';
import { startTestPortal, type TestPortal } from '@portal/testing/test-portal';
import { addDocument } from '@portal/testing/upload-tools';
import { afterAll, beforeAll, beforeEach, describe, expect, it } from 'vitest';

let one: TestPortal;
let two: TestPortal;
let toRedis: TcpProxy;
let client: SignedInClient;
let elsewhere: TestClient;

// Two instances over one database and one Redis; the second reaches it by a line that can be cut.
beforeAll(async () => {
  one = await startTestPortal({ stores: 'redis' });
  toRedis = await startTcpProxy(one.config.redisUrl?.reveal() ?? '');
  const { databaseUrl, codePepper, urlSigningKey, dataFolder } = one.config;
  const redisUrl = secret(toRedis.url);
  two = await startTestPortal({ config: { databaseUrl, codePepper, urlSigningKey, dataFolder, redisUrl } });
});
afterAll(async () => {
  await two.stop();
  await toRedis.close();
  await one.stop();
});
beforeEach(async () => {
  client = await signedInClient(one);
  elsewhere = holding(client);
});

/** Who holds the same session on the second instance. */
function holding(of: TestClient): TestClient {
  const access = { domain: 'localhost', path: '/', secure: false, script: false };
  const token = of.agent.jar.getCookie('portal_session', access)?.value ?? '';
  const holder = createTestClient(two);
  holder.agent.jar.setCookie(`portal_session=${token}`, 'localhost', '/');
  return holder;
}

const list = async (by: TestClient, query = ''): Promise<DocumentList> =>
  (await by.get(`/documents${query}`).expect(200)).body as DocumentList;
const titles = async (by: TestClient, query = ''): Promise<string[]> =>
  (await list(by, query)).items.map(({ title }) => title);

/** How many lists an instance came by like this, by its own count. */
const countReads = async (portal: TestPortal, outcome: string): Promise<number> =>
  sampleOf((await askInternally(portal, '/metrics')).text, 'portal_list_reads_total', { outcome }) ?? 0;

describe('a list that is cached', () => {
  it('shows at once what was changed on another instance', async () => {
    const { id } = await addDocument(client, 'first', { title: 'First' });
    for (const by of [client, elsewhere]) expect(await titles(by)).toEqual(['First']);
    await elsewhere.patch(`/documents/${id}`).send({ title: 'Renamed' }).expect(200);
    for (const by of [client, elsewhere]) expect(await titles(by)).toEqual(['Renamed']);
    await client.delete(`/documents/${id}`).expect(204);
    for (const by of [elsewhere, client]) expect(await titles(by)).toEqual([]);
    expect(await titles(elsewhere, '?view=trash')).toEqual(['Renamed']);
    await elsewhere.post(`/documents/${id}/restore`).send({}).expect(200);
    for (const by of [client, elsewhere]) expect(await titles(by)).toEqual(['Renamed']);
  });

  it('is the same to the byte from whichever instance, with a cursor that goes on at both, and for its patient alone', async () => {
    for (const title of ['A', 'B', 'C']) await addDocument(client, title, { title });
    const path = '/documents?limit=2&sort=title';
    const [{ id } = { id: '' }] = (await list(client)).items;
    let nextCursor: string | null = null;
    // Nobody waits for a page to be kept, nor long for one that is: on a busy machine not each of them is found.
    const isShared = async (): Promise<boolean> => {
      await client.patch(`/documents/${id}`).send({ note: crypto.randomUUID() }).expect(200);
      const first = await client.get(path).expect(200);
      const other = await elsewhere.get(path).expect(200);
      nextCursor = (other.body as DocumentList).nextCursor;
      // The cursor is sealed anew each time: the same one shows that the other instance found the page.
      return other.text === first.text;
    };
    await expect.poll(isShared, { interval: 100 }).toBe(true);
    for (const by of [client, elsewhere]) {
      expect(await titles(by, `?limit=2&sort=title&cursor=${nextCursor}`)).toEqual(['C']);
    }
    const stranger = await signedInClient(one);
    await stranger.get(`/documents?limit=2&sort=title&cursor=${nextCursor}`).expect(400);
    await holding(stranger).get(`/documents?limit=2&sort=title&cursor=${nextCursor}`).expect(400);
  });

  it('is not sent to who has it, whichever instance gave it, and no cache is asked for it', async () => {
    await addDocument(client, 'not sent');
    const { headers } = await client.get('/documents').expect(200);
    const etag = headers['etag'] ?? '';
    const before = await countReads(two, 'not_modified');
    const same = await elsewhere.get('/documents').set('If-None-Match', etag).expect(304);
    expect([same.text, same.headers['etag']]).toEqual(['', etag]);
    expect(await countReads(two, 'not_modified')).toBe(before + 1);
    await addDocument(client, 'sent');
    const { headers: changed } = await elsewhere.get('/documents').set('If-None-Match', etag).expect(200);
    expect(changed['etag']).not.toBe(etag);
  });

  it('carries each header that every other answer carries', async () => {
    const missed = await client.get('/documents').expect(200);
    const hit = await client.get('/documents').expect(200);
    expect(Object.keys(hit.headers).toSorted()).toEqual(Object.keys(missed.headers).toSorted());
    expect(hit.headers).toMatchObject({
      'content-type': 'application/json; charset=utf-8',
      'content-length': String(Buffer.byteLength(hit.text)),
      'cache-control': 'no-store',
      'x-content-type-options': 'nosniff',
    });
  });

  it('row 33: lies in Redis without a word that anybody could read', async () => {
    await addDocument(client, 'unreadable', { title: 'Canary diagnosis' });
    await list(client, '?q=canary');
    await list(client);
    const redis = await dumpRedis(one.config.redisUrl?.reveal() ?? '');
    expect(redis).toContain('portal:docs:1:');
    expect(redis).not.toMatch(/canary|diagnosis/i);
  });

  it('holds the counts too, which change with it', async () => {
    const { id } = await addDocument(client, 'counted', { category: 'imaging' });
    const summary = async (by: TestClient) => (await by.get('/documents/summary').expect(200)).body as unknown;
    for (const by of [client, elsewhere]) {
      expect(await summary(by)).toMatchObject({ active: 1, trashed: 0, byCategory: { imaging: 1, other: 0 } });
    }
    await client.patch(`/documents/${id}`).send({ category: 'other' }).expect(200);
    expect(await summary(elsewhere)).toMatchObject({ byCategory: { imaging: 0, other: 1 } });
    await elsewhere.delete(`/documents/${id}`).expect(204);
    expect(await summary(client)).toMatchObject({ active: 0, trashed: 1 });
  });

  it.each(['refused', 'silent'] as const)('is right within a second where Redis is gone (%s)', async (mode) => {
    await addDocument(client, `before ${mode}`, { title: 'Before' });
    expect(await titles(elsewhere)).toEqual(['Before']);
    toRedis.set(mode);
    for (const title of ['During', 'Later']) {
      await addDocument(client, `${title} ${mode}`, { title });
      const startedAt = performance.now();
      expect(await titles(elsewhere)).toContain(title);
      expect(performance.now() - startedAt).toBeLessThan(1_000);
    }
    toRedis.set('open');
    await addDocument(client, `after ${mode}`, { title: 'After' });
    expect(await titles(elsewhere)).toContain('After');
  });
});
