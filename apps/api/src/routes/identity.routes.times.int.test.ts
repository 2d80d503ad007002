import { askDatabase } from '@portal/testing/ask-database';
import { newAddress, signedInClient } from '@portal/testing/signed-in-client';
import { createTestClient } from '@portal/testing/test-client';
import type { TestClient } from '@portal/testing/test-client';
import { startTestPortal } from '@portal/testing/test-portal';
import type { TestPortal } from '@portal/testing/test-portal';
import { afterAll, beforeAll, describe, expect, it } from 'vitest';

const minutes = 60_000;

describe('a session', () => {
  let portal: TestPortal;
  let offsetMs = 0;
  const statusOf = async (client: TestClient): Promise<number> => (await client.get('/documents')).status;
  beforeAll(async () => {
    portal = await startTestPortal({ now: () => new Date(Date.now() + offsetMs) });
  });
  afterAll(() => portal.stop());

  it('ends after 12 hours whatever is done', async () => {
    const client = await signedInClient(portal);
    for (let i = 0; i < 35; i++) {
      offsetMs += 20 * minutes;
      expect(await statusOf(client)).toBe(200);
    }
    offsetMs += 21 * minutes;
    expect(await statusOf(client)).toBe(401);
  });

  it('is written at most once a minute', async () => {
    const client = await signedInClient(portal);
    const lastUse = () =>
      askDatabase(portal.database, 'select last_used_at from sessions where user_id = $1', [client.session.user.id]);
    const atFirst = await lastUse();
    offsetMs += 0.5 * minutes;
    await client.get('/documents').expect(200);
    expect(await lastUse()).toEqual(atFirst);
    offsetMs += 0.6 * minutes;
    await client.get('/documents').expect(200);
    expect(await lastUse()).not.toEqual(atFirst);
  });

  it.each(['', 'x', 'A'.repeat(43), 'A'.repeat(10_000), '%00', '"', 'a=b; portal_session=c', '\u00ff'])(
    'is not opened by a made-up cookie: %j',
    async (value) => {
      const answer = await fetch(`${portal.url}/api/v1/session`, { headers: { Cookie: `portal_session=${value}` } });
      expect(answer.status).toBe(401);
    },
  );
});

describe('asking for codes', () => {
  let portal: TestPortal;
  let offsetMs = 0;
  beforeAll(async () => {
    const environment = { CODE_INTERVAL_SECONDS: '30', CODES_PER_HOUR: '5' };
    portal = await startTestPortal({ environment, now: () => new Date(Date.now() + offsetMs) });
  });
  afterAll(() => portal.stop());

  it('is possible every 30 seconds and 5 times an hour for one address, with the time to wait', async () => {
    const address = newAddress();
    const ask = () => createTestClient(portal).post('/sign-in/codes').send({ channel: 'email', address });
    await ask().expect(202);
    const tooSoon = await ask().expect(429);
    expect(tooSoon.body.code).toBe('too_many_requests');
    expect(Number(tooSoon.get('Retry-After'))).toBeGreaterThan(25);
    expect(Number(tooSoon.get('Retry-After'))).toBeLessThanOrEqual(30);
    for (let i = 0; i < 4; i++) {
      offsetMs += 30_000;
      await ask().expect(202);
    }
    offsetMs += 30_000;
    const tooMany = await ask().expect(429);
    expect(Number(tooMany.get('Retry-After'))).toBeGreaterThan(50 * 60);
    await createTestClient(portal).post('/sign-in/codes').send({ channel: 'email', address: newAddress() }).expect(202);
    offsetMs += 60 * minutes;
    await ask().expect(202);
  });
});
