import { secret } from '@portal/core/secret';
import { newAddress, signedInClient } from '@portal/testing/signed-in-client';
import type { SignedInClient } from '@portal/testing/signed-in-client';
import { testRedis } from '@portal/testing/redis';
import { startTcpProxy } from '@portal/testing/tcp-proxy';
import type { TcpProxy } from '@portal/testing/tcp-proxy';
import { createTestClient } from '@portal/testing/test-client';
import { startTestPortal } from '@portal/testing/test-portal';
import type { TestPortal } from '@portal/testing/test-portal';
import { afterAll, beforeAll, describe, expect, it } from 'vitest';

const answerBudgetMs = 1_000;

describe.each(['refused', 'silent'] as const)('with a Redis that is %s', (mode) => {
  let proxy: TcpProxy;
  let portal: TestPortal;
  let client: SignedInClient;
  beforeAll(async () => {
    proxy = await startTcpProxy((await testRedis()).url);
    portal = await startTestPortal({ config: { redisUrl: secret(proxy.url) } });
    client = await signedInClient(portal);
    proxy.set(mode);
  });
  afterAll(async () => {
    await portal.stop();
    await proxy.close();
  });

  it('nobody is signed out, new codes are a "not now" with when to come back, and nothing hangs', async () => {
    for (let i = 0; i < 3; i++) {
      const session = await timed(() => client.get('/session'));
      expect(session.status).toBe(200);
      const asked = await timed(() => askFor(portal, newAddress()));
      expect([asked.status, asked.body.code]).toEqual([503, 'service_unavailable']);
      expect(Number(asked.get('Retry-After'))).toBeGreaterThan(0);
    }
    await client.delete('/session').expect(204);
    await client.get('/session').expect(401);
    await expect.poll(async () => (await fetch(`${portal.url}/readyz`)).status).toBe(200);
  });

  it('comes back by itself', async () => {
    proxy.set('open');
    await expect.poll(async () => (await askFor(portal, newAddress())).status, { timeout: 10_000 }).toBe(202);
    expect((await signedInClient(portal)).session.user.id).toBeDefined();
  });
});

describe('with a database that is gone', () => {
  it('who asks gets a "not now", the process lives, and all is well when it is back', async () => {
    const real = await startTestPortal();
    const proxy = await startTcpProxy(real.config.databaseUrl.reveal());
    const portal = await startTestPortal({ config: { databaseUrl: secret(proxy.url) } });
    const client = await signedInClient(portal);
    proxy.set('refused');
    const refused = await signedInAnswer(client);
    expect([refused.status, refused.body.code]).toEqual([503, 'service_unavailable']);
    expect(refused.get('Retry-After')).toBe('5');
    expect(JSON.stringify(refused.body)).not.toMatch(/ECONN|postgres|127\.0/);
    proxy.set('open');
    await expect.poll(async () => (await signedInAnswer(client)).status).toBe(204);
    await portal.stop();
    await proxy.close();
    await real.stop();
  });
});

const signedInAnswer = (client: SignedInClient) => client.delete('/session');
const askFor = (portal: TestPortal, address: string) =>
  createTestClient(portal).post('/sign-in/codes').send({ channel: 'email', address });

async function timed<Answer>(ask: () => PromiseLike<Answer>): Promise<Answer> {
  const startedAt = performance.now();
  const answer = await ask();
  expect(performance.now() - startedAt).toBeLessThan(answerBudgetMs);
  return answer;
}
