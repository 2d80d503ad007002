import { secret } from '@portal/core/secret';
import type { ListCacheFailure } from '@portal/core/documents/list-observer';
import { findFreePort } from '@portal/testing/ports';
import { findRedisServer, type RedisServer, startRedisServer } from '@portal/testing/redis-server';
import type { Redis } from 'ioredis';
import { afterAll, afterEach, beforeAll, describe, expect, it } from 'vitest';
import { documentListsSuite, newListKey } from '../port-suites/document-lists.suite.ts';
import { createDocumentLists } from './document-lists.redis.ts';
import { createRedis, settleRedis } from './redis-connection.ts';
import { guardRedis } from './redis-guard.ts';

const page = Buffer.from('{"items":[{"title":"A canary title"}]}');

let server: RedisServer;
let redis: Redis;
let failures: ListCacheFailure[] = [];
const opened: Redis[] = [];

function listsOn(on: Redis, changes: { contract?: string; epoch?: string; key?: string; pauseMs?: number } = {}) {
  const { contract = 'one', epoch = '1', key = 'a key that no Redis holds', pauseMs = 0 } = changes;
  return createDocumentLists({
    guard: guardRedis(on, { pauseMs }),
    sealingKey: Buffer.alloc(32, key),
    epoch,
    contract,
    observer: { failed: (_operation, reason) => failures.push(reason) },
    onError: () => undefined,
  });
}

/** As patient as a machine under load asks for, where a test is not about time. */
async function connect(url: string, commandTimeoutMs = 5_000): Promise<Redis> {
  const to = createRedis({ url: secret(url), commandTimeoutMs, onError: () => undefined });
  opened.push(to);
  await settleRedis(to, 2_000);
  return to;
}

beforeAll(async () => {
  server = await startRedisServer(findRedisServer());
  redis = await connect(server.url);
});
afterAll(async () => {
  for (const each of opened) each.disconnect();
  await server.stop();
});
afterEach(() => {
  failures = [];
});

documentListsSuite('Redis', () => listsOn(redis));

describe('a page in Redis', () => {
  it('row 33: says nothing of what it holds, or of what was searched, and has its end', async () => {
    await server.flush();
    const key = newListKey({ page: JSON.stringify(['list', 'canary search']) });
    await listsOn(redis).keep(key, page);
    const [name = ''] = await redis.keys('*');
    expect(name).toContain(`portal:docs:1:one:${key.recordId}:7:${key.version.nonce}:`);
    const all = name + ((await redis.getBuffer(name))?.toString('latin1') ?? '');
    expect(all).not.toMatch(/canary|title/i);
    const lifetimeMs = await redis.pttl(name);
    expect(lifetimeMs).toBeGreaterThan(290_000);
    expect(lifetimeMs).toBeLessThanOrEqual(300_000);
  });

  it('is believed from the portal alone: made up, changed or moved in Redis it is none', async () => {
    await server.flush();
    const lists = listsOn(redis);
    const [key, another] = [newListKey(), newListKey()];
    await lists.keep(key, page);
    const [name = ''] = await redis.keys('*');
    const sealed = (await redis.getBuffer(name)) ?? Buffer.alloc(0);
    const changed = Buffer.from(sealed);
    changed[changed.length - 1]! ^= 1;
    for (const forgery of [page, changed, sealed.subarray(1), sealed.subarray(0, 20), Buffer.alloc(0)]) {
      await redis.set(name, forgery);
      expect(await lists.find(key)).toBeUndefined();
    }
    await lists.keep(another, Buffer.from('another'));
    const [nameOfAnother = ''] = (await redis.keys('*')).filter((each) => each !== name);
    await redis.set(nameOfAnother, sealed);
    expect(await lists.find(another)).toBeUndefined();
    await redis.set(name, sealed);
    expect(await lists.find(key)).toBeDefined();
    expect(await listsOn(redis, { key: 'another key' }).find(key)).toBeUndefined();
  });

  it('is found by no release with another contract, and in no other epoch', async () => {
    const key = newListKey();
    await listsOn(redis).keep(key, page);
    expect(await listsOn(redis, { contract: 'two' }).find(key)).toBeUndefined();
    expect(await listsOn(redis, { epoch: '2' }).find(key)).toBeUndefined();
    expect(await listsOn(redis).find(key)).toBeDefined();
  });

  it('is not kept where it is larger than any list', async () => {
    const key = newListKey();
    await listsOn(redis).keep(key, Buffer.alloc(1024 * 1024 + 1));
    expect(failures).toEqual(['too_large']);
    expect(await listsOn(redis).find(key)).toBeUndefined();
  });

  // The mutant: no budget.
  it('row 7: takes no more than its share of Redis, however many searches its patient makes', async () => {
    await server.flush();
    const lists = listsOn(redis);
    const [{ recordId, version }, ofAnother] = [newListKey(), newListKey()];
    for (let number = 0; number < 40; number += 1) {
      await lists.keep({ recordId, version, page: `search ${number}` }, Buffer.alloc(500_000));
    }
    expect(await redis.dbsize()).toBe(16);
    expect(new Set(failures)).toEqual(new Set(['over_budget']));
    await lists.keep(ofAnother, page);
    expect(await lists.find(ofAnother)).toEqual(page);
  });
});

describe('a Redis that fails', () => {
  it('evicts: a page is not there, and nothing is said of it', async () => {
    const lists = listsOn(redis);
    const key = newListKey();
    await lists.keep(key, page);
    await server.flush();
    expect(await lists.find(key)).toBeUndefined();
    expect(failures).toEqual([]);
  });

  it('is full: it finds what it has and keeps nothing more', async () => {
    const lists = listsOn(redis);
    const [there, more] = [newListKey(), newListKey()];
    await lists.keep(there, page);
    await server.configure('maxmemory', '1');
    await lists.keep(more, page);
    expect(await lists.find(more)).toBeUndefined();
    expect(await lists.find(there)).toBeDefined();
    expect(failures).toEqual(['error']);
    await server.configure('maxmemory', '0');
    await lists.keep(more, page);
    expect(await lists.find(more)).toBeDefined();
  });

  it('is silent: a tenth of a second is lost once, then it is left alone for a while', async () => {
    const lists = listsOn(await connect(server.url, 100), { pauseMs: 60_000 });
    const key = newListKey();
    await listsOn(redis).keep(key, page);
    server.signal('SIGSTOP');
    const startedAt = performance.now();
    expect(await lists.find(key)).toBeUndefined();
    expect(performance.now() - startedAt).toBeLessThan(5_000);
    const pausedAt = performance.now();
    for (let i = 0; i < 100; i++) expect(await lists.find(key)).toBeUndefined();
    await lists.keep(key, page);
    // A tenth of a second for each would be ten; a busy machine may take its time for the rest.
    expect(performance.now() - pausedAt).toBeLessThan(5_000);
    expect(failures.slice(0, 3)).toEqual(['timeout', 'paused', 'paused']);
    expect(lists.breakerState()).toBe('open');
    server.signal('SIGCONT');
    await expect.poll(() => listsOn(redis).find(key)).toBeDefined();
  });

  it('is killed: nothing is found or kept, and all is well when it is back', async () => {
    const port = await findFreePort();
    const mortal = await startRedisServer(findRedisServer(), port);
    const lists = listsOn(await connect(mortal.url));
    const key = newListKey();
    await lists.keep(key, page);
    await mortal.kill();
    expect(await lists.find(key)).toBeUndefined();
    await lists.keep(key, page);
    expect(lists.breakerState()).toBe('half_open');
    const again = await startRedisServer(findRedisServer(), port);
    await expect
      .poll(async () => {
        await lists.keep(key, page);
        return lists.find(key);
      })
      .toBeDefined();
    expect(lists.breakerState()).toBe('closed');
    await again.stop();
  });
});
