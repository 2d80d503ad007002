import { secret } from '@portal/core/secret';
import { listenToEvents } from '@portal/testing/event-listener';
import { createTestDatabase, type TestDatabase } from '@portal/testing/postgres';
import { findRedisServer, type RedisServer, startRedisServer } from '@portal/testing/redis-server';
import { signedInClient } from '@portal/testing/signed-in-client';
import { startTestPortal, type TestPortal } from '@portal/testing/test-portal';
import { keepPdf, pageHeaders, pdfSaying, untilChecked } from '@portal/testing/upload-tools';
import { afterAll, beforeAll, describe, expect, it } from 'vitest';

describe('two instances over one Redis', () => {
  let database: TestDatabase;
  let redis: RedisServer;
  let one: TestPortal;
  let other: TestPortal;
  beforeAll(async () => {
    [database, redis] = await Promise.all([createTestDatabase(), startRedisServer(findRedisServer())]);
    const config = { databaseUrl: secret(database.applicationUrl), redisUrl: secret(redis.url) };
    // The worker of one does the jobs of both.
    one = await startTestPortal({ config });
    const storage = one.config.storage;
    other = await startTestPortal({ config: { ...config, storage, dataFolder: one.config.dataFolder }, works: false });
  });
  afterAll(async () => {
    await other.stop();
    await one.stop();
    await redis.stop();
    await database.drop();
  });

  it('what one takes, and what becomes of it, whoever listens at the other is told', async () => {
    const client = await signedInClient(one);
    const stranger = await signedInClient(one);
    const listener = await listenToEvents(other, await pageHeaders(one, client));
    const strangers = await listenToEvents(other, await pageHeaders(one, stranger));
    const { id } = await keepPdf(client, pdfSaying('told elsewhere'));
    const event = { kind: 'document_changed', documentId: id };
    await expect.poll(() => listener.events.length).toBeGreaterThanOrEqual(2);
    expect(await untilChecked(client, id)).toMatchObject({ state: 'ready' });
    expect(listener.events).toEqual(listener.events.map(() => event));
    expect(strangers.events).toEqual([]);
    listener.leave();
    strangers.leave();
  });

  it('row 13: who signs out at one hears nothing more at the other, within a second', async () => {
    const client = await signedInClient(one);
    const listener = await listenToEvents(other, await pageHeaders(one, client));
    await client.delete('/session').expect(204);
    const endedAt = performance.now();
    await listener.ended;
    expect(performance.now() - endedAt).toBeLessThan(1_000);
  });

  // The mutant: `onLost` out of follow-documents.ts.
  it('without Redis nobody listens in vain: what was open ends, a new one is refused, and uploads go on', async () => {
    const client = await signedInClient(one);
    const listener = await listenToEvents(other, await pageHeaders(one, client));
    const port = Number(new URL(redis.url).port);
    await redis.kill();
    await listener.ended;
    expect((await listenToEvents(other, await pageHeaders(one, client))).status).toBe(503);
    const { id } = await keepPdf(client, pdfSaying('nobody is told of this'));
    expect(await untilChecked(client, id)).toMatchObject({ state: 'ready' });
    redis = await startRedisServer(findRedisServer(), port);
    await expect
      .poll(async () => {
        const again = await listenToEvents(other, await pageHeaders(one, client));
        again.leave();
        return again.status;
      })
      .toBe(200);
  });
});
