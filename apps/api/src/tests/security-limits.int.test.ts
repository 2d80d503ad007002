import { secret } from '@portal/core/secret';
import { buildPdf } from '@portal/adapters/pdf/build-pdf';
import { a4 } from '@portal/adapters/pdf/pdf-page';
import { startBodyOf } from '@portal/testing/part-tools';
import { testRedis } from '@portal/testing/redis';
import { newAddress, signedInClient } from '@portal/testing/signed-in-client';
import { startTcpProxy } from '@portal/testing/tcp-proxy';
import { createTestClient } from '@portal/testing/test-client';
import { startTestPortal } from '@portal/testing/test-portal';
import type { TestPortal } from '@portal/testing/test-portal';
import { pdfOfSize } from '@portal/testing/upload-tools';
import { describe, expect, it } from 'vitest';

const hours = 60 * 60_000;
const generous = { CODE_INTERVAL_SECONDS: '0', CODES_PER_HOUR: '100', TRIES_PER_NETWORK_PER_HOUR: '100' };
const someNumber = (i: number): string => `+4479111${String(i).padStart(5, '0')}`;

async function withPortal(
  options: Parameters<typeof startTestPortal>[0],
  work: (portal: TestPortal) => Promise<void>,
): Promise<void> {
  const portal = await startTestPortal(options);
  try {
    await work(portal);
  } finally {
    await portal.stop();
  }
}

const ask = (portal: TestPortal, address: string, headers: Record<string, string> = {}) =>
  createTestClient(portal)
    .post('/sign-in/codes')
    .set(headers)
    .send({ channel: address.includes('@') ? 'email' : 'sms', address });

describe('limits of one address', () => {
  it('row 7: one address gets a code every 30 seconds, and ten a day', async () => {
    let offsetMs = 0;
    const environment = { CODE_INTERVAL_SECONDS: '30', CODES_PER_HOUR: '5', CODES_PER_DAY: '10' };
    await withPortal({ environment, now: () => new Date(Date.now() + offsetMs) }, async (portal) => {
      const address = newAddress();
      for (let i = 0; i < 10; i++) {
        await ask(portal, address).expect(202);
        const tooSoon = await ask(portal, address).expect(429);
        if (i < 9) expect(Number(tooSoon.get('Retry-After'))).toBeLessThanOrEqual(i % 5 === 4 ? 3600 : 30);
        offsetMs += i % 5 === 4 ? hours : 30_000;
      }
      const tooMany = await ask(portal, address).expect(429);
      expect(Number(tooMany.get('Retry-After'))).toBeGreaterThan(20 * 3600);
    });
  });
});

describe.each(['redis', 'memory'] as const)('limits, counted in %s', (stores) => {
  it('row 7: one network gets a hundred codes an hour and a hundred tries, whoever they are for', async () => {
    await withPortal({ stores, environment: generous }, async (portal) => {
      for (let i = 0; i < 100; i++) await ask(portal, newAddress()).expect(202);
      const refused = await ask(portal, newAddress()).expect(429);
      expect(refused.body.detail).toContain('from where you are');
      expect(Number(refused.get('Retry-After'))).toBeGreaterThan(3000);

      const body = { challengeId: '01980000-0000-7000-8000-000000000001', code: '123456' };
      const attempt = () => createTestClient(portal).post('/sign-in/sessions').send(body);
      for (let i = 0; i < 100; i++) await attempt().expect(401);
      expect(Number((await attempt().expect(429)).get('Retry-After'))).toBeGreaterThan(3000);
    });
  });

  it('row 7: pumping text messages stops at the budget of the country, then of all; e-mail goes on', async () => {
    const environment = { ...generous, SMS_BUDGET_PER_HOUR: '8', SMS_BUDGET_PER_COUNTRY_PER_HOUR: '5' };
    await withPortal({ stores, environment }, async (portal) => {
      for (let i = 0; i < 5; i++) await ask(portal, someNumber(i)).expect(202);
      const refused = await ask(portal, someNumber(6)).expect(429);
      expect(refused.body.detail).toContain('text messages');
      for (let i = 0; i < 3; i++) await ask(portal, `+3069123456${i}${i}`).expect(202);
      await ask(portal, '+306912345699').expect(429);
      await ask(portal, newAddress()).expect(202);
    });
  });

  it('row 8: a forged X-Forwarded-For a hundred times is one network all the same, behind no proxy and behind one', async () => {
    for (const hops of ['0', '1']) {
      const environment = { ...generous, TRUST_PROXY: hops };
      // Behind one proxy the last entry is the proxy's word; what stands before it is the client's.
      const forge = (i: number) => ({ 'X-Forwarded-For': `203.0.113.${i}${hops === '1' ? ', 198.51.100.7' : ''}` });
      await withPortal({ stores, environment }, async (portal) => {
        for (let i = 0; i < 100; i++) await ask(portal, newAddress(), forge(i)).expect(202);
        await ask(portal, newAddress(), forge(101)).expect(429);
        if (hops === '1') await ask(portal, newAddress(), { 'X-Forwarded-For': '198.51.100.8' }).expect(202);
      });
    }
  });

  it('row 7: IPv6 counts by the /64 that one customer has', async () => {
    const environment = { ...generous, TRUST_PROXY: '1', CODES_PER_NETWORK_PER_HOUR: '3' };
    await withPortal({ stores, environment }, async (portal) => {
      const from = (address: string) => ({ 'X-Forwarded-For': address });
      for (let i = 0; i < 3; i++) await ask(portal, newAddress(), from(`2001:db8:1:2:${i}::1`)).expect(202);
      await ask(portal, newAddress(), from('2001:db8:1:2:ffff::9')).expect(429);
      await ask(portal, newAddress(), from('2001:db8:1:3::1')).expect(202);
    });
  });

  it('row 7: requests are limited by session and network, with the headers that say so', async () => {
    const environment = { REQUESTS_PER_SESSION_PER_MINUTE: '20', REQUESTS_PER_NETWORK_PER_MINUTE: '60' };
    await withPortal({ stores, environment }, async (portal) => {
      const client = await signedInClient(portal);
      const first = await client.get('/session').expect(200);
      expect(first.get('RateLimit-Policy')).toMatch(/"session"; q=20; w=60.*/);
      expect(first.get('RateLimit')).toMatch(/"session"; r=19; t=\d+/);
      for (let i = 0; i < 19; i++) await client.get('/session').expect(200);
      const refused = await client.get('/session').expect(429);
      expect(refused.body.code).toBe('too_many_requests');
      expect(Number(refused.get('Retry-After'))).toBeGreaterThan(0);
      const other = await signedInClient(portal);
      await other.get('/session').expect(200);
      const statuses = [];
      for (let i = 0; i < 60; i++) statuses.push((await createTestClient(portal).get('/session')).status);
      expect(statuses[0]).toBe(401);
      expect(statuses.at(-1)).toBe(429);
      expect((await fetch(`${portal.url}/readyz`)).status).toBe(200);
    });
  });

  it('row 7: one network asks for passkey challenges sixty times a minute, each of which is kept for a while', async () => {
    await withPortal({ stores, environment: { ...generous, TRUST_PROXY: '1' } }, async (portal) => {
      const askFrom = (network: string) =>
        createTestClient(portal).post('/sign-in/passkey/options').set('X-Forwarded-For', network);
      for (let i = 0; i < 60; i++) await askFrom('198.51.100.7').expect(200);
      const refused = await askFrom('198.51.100.7').expect(429);
      expect(Number(refused.get('Retry-After'))).toBeGreaterThan(0);
      await askFrom('198.51.100.8').expect(200);
      await ask(portal, newAddress(), { 'X-Forwarded-For': '198.51.100.7' }).expect(202);
    });
  });

  it('row 7: uploads are limited by record', async () => {
    await withPortal({ stores, environment: { UPLOADS_PER_HOUR: '2' } }, async (portal) => {
      const client = await signedInClient(portal);
      const pdf = buildPdf({
        title: 't',
        author: 'a',
        language: 'en',
        compress: true,
        createdAt: new Date(),
        pages: [{ ...a4, elements: [] }],
      });
      const upload = () => client.post('/documents?keepBoth=true').attach('file', Buffer.from(pdf), 'a.pdf');
      for (let i = 0; i < 2; i++) await upload().expect(201);
      expect((await upload().expect(429)).body.code).toBe('too_many_requests');
      await (await signedInClient(portal)).get('/documents').expect(200);
    });
  });

  // The mutant: `limitUploads` out of uploads.routes.ts.
  it('row 7: files in parts count as uploads when they start', async () => {
    await withPortal({ stores, environment: { UPLOADS_PER_HOUR: '3' } }, async (portal) => {
      const client = await signedInClient(portal);
      const start = (seed: number) => client.post('/uploads').send(startBodyOf(pdfOfSize(1000, seed)));
      await client.post('/documents').attach('file', pdfOfSize(1000, 0), 'a.pdf').expect(201);
      for (const seed of [1, 2]) await start(seed).expect(201);
      expect((await start(3).expect(429)).body).toMatchObject({ code: 'too_many_requests' });
      await (
        await signedInClient(portal)
      )
        .post('/uploads')
        .send(startBodyOf(pdfOfSize(1000, 3)))
        .expect(201);
    });
  });
});

describe.each(['refused', 'silent'] as const)('limits with a Redis that is %s', (mode) => {
  it('row 7: go on in the memory of the process, and come back', async () => {
    const proxy = await startTcpProxy((await testRedis()).url);
    const environment = { REQUESTS_PER_SESSION_PER_MINUTE: '20' };
    await withPortal({ environment, config: { redisUrl: secret(proxy.url) } }, async (portal) => {
      const client = await signedInClient(portal);
      await client.get('/session').expect(200);
      proxy.set(mode);
      const statuses: number[] = [];
      for (let i = 0; i < 30; i++) statuses.push((await client.get('/session')).status);
      expect(new Set(statuses)).toEqual(new Set([200, 429]));
      proxy.set('open');
      await expect.poll(async () => (await ask(portal, newAddress())).status).toBe(202);
      const again = await signedInClient(portal);
      expect((await again.get('/session').expect(200)).get('RateLimit')).toContain('r=19');
    });
    await proxy.close();
  });

  it('row 37: a code is refused within a second, with when to ask again', async () => {
    const proxy = await startTcpProxy((await testRedis()).url);
    await withPortal({ config: { redisUrl: secret(proxy.url) } }, async (portal) => {
      proxy.set(mode);
      const body = { challengeId: '01980000-0000-7000-8000-000000000001', code: '123456' };
      const asks = [
        () => ask(portal, newAddress()),
        () => createTestClient(portal).post('/sign-in/sessions').send(body),
        () => createTestClient(portal).get('/portal'),
      ];
      for (const [i, askOnce] of [...asks, ...asks].entries()) {
        const startedAt = performance.now();
        const answer = await askOnce();
        expect(performance.now() - startedAt).toBeLessThan(1_000);
        if (i % 3 === 0) {
          expect([answer.status, answer.body.code]).toEqual([503, 'service_unavailable']);
          expect(Number(answer.get('Retry-After'))).toBeGreaterThan(0);
        } else expect(answer.status).toBe(i % 3 === 1 ? 401 : 200);
      }
    });
    await proxy.close();
  });
});
