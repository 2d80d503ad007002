import type { DocumentList } from '@portal/contract/documents';
import { createRedis, settleRedis } from '@portal/adapters/redis/redis-connection';
import { secret } from '@portal/core/secret';
import { type SignedInClient, signedInClient } from '@portal/testing/signed-in-client';
import { createTestClient, type TestClient } from '@portal/testing/test-client';
import { startTestPortal, type TestPortal } from '@portal/testing/test-portal';
import { addDocument } from '@portal/testing/upload-tools';
import { afterAll, beforeAll, describe, expect, it } from 'vitest';

let one: TestPortal;
let two: TestPortal;
let me: SignedInClient;
let them: SignedInClient;
let redis: ReturnType<typeof createRedis>;

beforeAll(async () => {
  one = await startTestPortal({ stores: 'redis' });
  const { databaseUrl, codePepper, urlSigningKey, dataFolder, redisUrl } = one.config;
  two = await startTestPortal({ config: { databaseUrl, codePepper, urlSigningKey, dataFolder, redisUrl } });
  redis = createRedis({ url: redisUrl ?? secret(''), commandTimeoutMs: 5_000, onError: () => undefined });
  await settleRedis(redis, 5_000);
  [me, them] = await Promise.all([signedInClient(one), signedInClient(one)]);
  await addDocument(me, 'mine', { title: 'Blood count' });
  await addDocument(them, 'theirs', { title: 'Blood count of theirs' });
});
afterAll(async () => {
  redis.disconnect();
  await two.stop();
  await one.stop();
});

/** Who holds the same session on the second instance, which keeps nothing of it yet. */
function elsewhere(of: TestClient): TestClient {
  const access = { domain: 'localhost', path: '/', secure: false, script: false };
  const token = of.agent.jar.getCookie('portal_session', access)?.value ?? '';
  const holder = createTestClient(two);
  holder.agent.jar.setCookie(`portal_session=${token}`, 'localhost', '/');
  return holder;
}

const titles = async (by: TestClient, query = ''): Promise<string[]> => {
  const { body } = await by.get(`/documents${query}`).expect(200);
  return (body as DocumentList).items.map(({ title }) => title);
};

describe('a list that is kept', () => {
  it('row 28: is never another patient’s, whoever asked for the same words just before, or says to have their page', async () => {
    for (const query of ['', '?q=blood', '?limit=1&sort=title']) {
      expect(await titles(them, query)).toEqual(['Blood count of theirs']);
      expect(await titles(me, query)).toEqual(['Blood count']);
      const { headers } = await them.get(`/documents${query}`).expect(200);
      const { body } = await me
        .get(`/documents${query}`)
        .set('If-None-Match', headers['etag'] as string)
        .expect(200);
      expect((body as DocumentList).items).toHaveLength(1);
    }
  });

  it('row 28: is the patient’s own where somebody who can write to Redis swaps what lies there', async () => {
    for (const by of [me, them]) await titles(by, '?q=count');
    const names = await redis.keys('portal:docs:*');
    const values = await Promise.all(names.map((name) => redis.getBuffer(name)));
    expect(names.length).toBeGreaterThanOrEqual(2);
    for (const [at, name] of names.entries()) await redis.set(name, values.at(at - 1) ?? '');
    expect(await titles(elsewhere(me), '?q=count')).toEqual(['Blood count']);
    expect(await titles(elsewhere(them), '?q=count')).toEqual(['Blood count of theirs']);
  });

  it('row 35: carries the headers that protect it from the cache, without its bytes, and to who asks for headers alone', async () => {
    const { headers } = await me.get('/documents').expect(200);
    const hit = await me.get('/documents').expect(200);
    const head = await me.agent.head('/api/v1/documents').expect(200);
    const same = await me
      .get('/documents')
      .set('If-None-Match', headers['etag'] as string)
      .expect(304);
    expect([head.text ?? '', same.text]).toEqual(['', '']);
    expect(head.headers['content-length']).toBe(hit.headers['content-length']);
    for (const answer of [hit, head, same]) {
      expect(answer.headers).toMatchObject({
        'cache-control': 'no-store',
        'x-content-type-options': 'nosniff',
        'x-frame-options': 'DENY',
        'referrer-policy': 'no-referrer',
        'content-security-policy': expect.stringContaining("default-src 'none'"),
        'x-request-id': expect.any(String),
      });
    }
  });

  it('row 13: is not told of to a session that was ended, with or without its page, however it was begun', async () => {
    const mine = await signedInClient(one, me.address);
    const other = elsewhere(mine);
    const { headers } = await other.get('/documents').expect(200);
    await mine.delete('/session').expect(204);
    const ask = () => other.get('/documents').set('If-None-Match', headers['etag'] as string);
    await expect.poll(async () => (await ask()).status, { timeout: 1_000, interval: 20 }).toBe(401);
    const { headers: refused } = await ask();
    expect(refused['etag']).toBeUndefined();
    await mine.get('/documents').expect(401);
  });
});

const hostile = [
  `' or 1=1 --`,
  `'; drop table documents; --`,
  `\\' | 'x`,
  `a' & !'b`,
  `blood:*A | theirs`,
  `<-> <2> & | ! ( ) : * blood`,
  '$1 $2 %s %n',
  '__proto__ constructor',
  '\u202eblood',
  '\ufdfa'.repeat(200),
  'a '.repeat(100),
  Array.from({ length: 100 }, (_, at) => String.fromCodePoint(0x4e00 + at)).join(' '),
  '💊'.repeat(200),
  '\\'.repeat(200),
  `'`.repeat(200),
];

describe('a search', () => {
  it.each(hostile)('row 28: finds nothing of anybody else’s, whatever stands in it: %j', async (search) => {
    for (const sort of ['relevance', 'title', '-uploadedAt', '-documentDate']) {
      const startedAt = performance.now();
      const found = await titles(me, `?sort=${sort}&q=${encodeURIComponent(search)}`);
      expect(performance.now() - startedAt).toBeLessThan(3_000);
      expect(found.filter((title) => title !== 'Blood count')).toEqual([]);
    }
    expect(await titles(them)).toEqual(['Blood count of theirs']);
  });

  it.each(['q=%00', 'q=%ff%fe', 'q=a&q=b', 'q[]=a', 'q[x]=a', `q=${'a'.repeat(201)}`, 'q=%ed%a0%80'])(
    'row 38: is refused or finds nothing, and is no fault, where it is no text: %s',
    async (query) => {
      const { status, body } = await me.get(`/documents?${query}`);
      if (status === 200) expect((body as DocumentList).items).toEqual([]);
      else expect(status).toBe(400);
    },
  );
});
