import { askDatabase } from '@portal/testing/ask-database';
import { askForCode, newAddress, readCode, signedInClient } from '@portal/testing/signed-in-client';
import { createTestClient } from '@portal/testing/test-client';
import type { TestClient } from '@portal/testing/test-client';
import { startTestPortal } from '@portal/testing/test-portal';
import type { TestPortal } from '@portal/testing/test-portal';
import { afterAll, beforeAll, describe, expect, it } from 'vitest';

describe.each(['redis', 'memory'] as const)('signing in, with what is short-lived in %s', (stores) => {
  let portal: TestPortal;
  beforeAll(async () => {
    portal = await startTestPortal({ stores });
  });
  afterAll(() => portal.stop());

  const wrong = (code: string): string => (code === '000000' ? '000001' : '000000');

  it('sends a code, takes it once, and knows who is there until they sign out', async () => {
    const address = newAddress();
    const client = createTestClient(portal);
    const asked = await client.post('/sign-in/codes').send({ channel: 'email', address: ` ${address.toUpperCase()} ` });
    expect(asked.status).toBe(202);
    expect(asked.body.sentTo).toBe('p…@example.org');
    const { challengeId } = asked.body;
    const code = await readCode(portal, address, asked.body);

    const signedIn = await client.post('/sign-in/sessions').send({ challengeId, code });
    expect(signedIn.status).toBe(201);
    expect(signedIn.body.user).toMatchObject({ name: null, contact: address });
    const again = await createTestClient(portal).post('/sign-in/sessions').send({ challengeId, code });
    expect(again.body.code).toBe('code_wrong_or_expired');

    const session = await client.get('/session').expect(200);
    expect(session.body).toEqual(signedIn.body);
    await client.delete('/session').expect(204);
    const after = await client.get('/session').expect(401);
    expect(after.body.code).toBe('sign_in_required');
  });

  it('makes one account and one record, however often and at once somebody signs in', async () => {
    const address = newAddress();
    const entries: { client: TestClient; challengeId: string; code: string }[] = [];
    for (let i = 0; i < 8; i++) {
      const client = createTestClient(portal);
      const asked = await askForCode(client, address);
      entries.push({ client, challengeId: asked.challengeId, code: await readCode(portal, address, asked) });
    }
    const answers = await Promise.all(
      entries.map(({ client, ...body }) => client.post('/sign-in/sessions').send(body).expect(201)),
    );
    expect(new Set(answers.map(({ body }) => body.user.id)).size).toBe(1);
    const counts = await askDatabase(
      portal.database,
      `select
      (select count(*)::int from user_contacts where address = $1) as contacts,
      (select count(*)::int from record_access a join user_contacts c on c.user_id = a.user_id where c.address = $1) as records,
      (select count(*)::int from activity where action = 'account_created'
         and actor_user_id = (select user_id from user_contacts where address = $1)) as created`,
      [address],
    );
    expect(counts).toEqual([{ contacts: 1, records: 1, created: 1 }]);
  });

  it('keeps an earlier code good when another one is asked for', async () => {
    const address = newAddress();
    const client = createTestClient(portal);
    const { challengeId, sentAt } = await askForCode(client, address);
    const first = await readCode(portal, address, { sentAt });
    const resent = await client.post('/sign-in/codes').send({ channel: 'email', address, challengeId }).expect(202);
    expect(resent.body.challengeId).toBe(challengeId);
    expect(await readCode(portal, address, resent.body)).toMatch(/^\d{6}$/);
    await client.post('/sign-in/sessions').send({ challengeId, code: first }).expect(201);
  });

  it('takes five wrong codes and then not even the right one; a new challenge works', async () => {
    const address = newAddress();
    const client = createTestClient(portal);
    const { challengeId, sentAt } = await askForCode(client, address);
    const code = await readCode(portal, address, { sentAt });
    for (let i = 0; i < 5; i++) {
      const answer = await client
        .post('/sign-in/sessions')
        .send({ challengeId, code: wrong(code) })
        .expect(401);
      expect(answer.body.code).toBe('code_wrong_or_expired');
    }
    await client.post('/sign-in/sessions').send({ challengeId, code }).expect(401);
    const next = await client.post('/sign-in/codes').send({ channel: 'email', address, challengeId }).expect(202);
    expect(next.body.challengeId).not.toBe(challengeId);
    const nextCode = await readCode(portal, address, next.body);
    await client.post('/sign-in/sessions').send({ challengeId: next.body.challengeId, code: nextCode }).expect(201);
  });

  it('takes a code in the browser that asked for it only, and a try elsewhere costs nothing', async () => {
    const [mine, theirs] = [newAddress(), newAddress()];
    const [me, them] = [createTestClient(portal), createTestClient(portal)];
    const { challengeId, sentAt } = await askForCode(me, mine);
    const other = await askForCode(them, theirs);
    const code = await readCode(portal, mine, { sentAt });
    for (let i = 0; i < 6; i++) {
      await them.post('/sign-in/sessions').send({ challengeId, code }).expect(401);
      await them.post('/sign-in/sessions').send({ challengeId: other.challengeId, code: wrong(code) });
    }
    const answer = await me.post('/sign-in/sessions').send({ challengeId, code });
    expect(answer.status).toBe(201);
  });

  it('works for phones, and binds the code to the host for the phone to fill in', async () => {
    const number = '+447911123456';
    const client = createTestClient(portal);
    const asked = await client.post('/sign-in/codes').send({ channel: 'sms', address: '+44 7911 123456' }).expect(202);
    expect(asked.body.sentTo).toBe('… 3456');
    const code = await readCode(portal, number, asked.body);
    const [message] = await portal.readMailbox(number);
    expect(message?.text.split('\n').at(-1)).toBe(`@localhost #${code}`);
    expect(message?.subject).not.toMatch(/\d/);
    await client.post('/sign-in/sessions').send({ challengeId: asked.body.challengeId, code }).expect(201);
  });

  it('writes in the language that the browser asks for', async () => {
    const address = newAddress();
    const client = createTestClient(portal);
    const body = { channel: 'email', address };
    const asked = await client.post('/sign-in/codes').set('Accept-Language', 'es-MX, en;q=0.5').send(body);
    await readCode(portal, address, asked.body);
    expect((await portal.readMailbox(address))[0]?.subject).toContain('Su código');
  });

  // The mutant: `cache.remove(…)` out of sign-out.ts.
  it('ends with the sign-out at once, for whoever else holds the cookie too', async () => {
    const client = createTestClient(portal);
    const token = await signIn(client, newAddress());
    await holderOf(token).get('/documents').expect(200);
    await client.delete('/session').expect(204);
    await holderOf(token).get('/documents').expect(401);
  });

  function holderOf(token: string): TestClient {
    const client = createTestClient(portal);
    client.agent.jar.setCookie(`portal_session=${token}`, 'localhost', '/');
    return client;
  }

  async function signIn(client: TestClient, address: string): Promise<string> {
    const { challengeId, sentAt } = await askForCode(client, address);
    const code = await readCode(portal, address, { sentAt });
    const answer = await client.post('/sign-in/sessions').send({ challengeId, code }).expect(201);
    const cookies = answer.get('Set-Cookie') ?? [];
    const cookie = cookies.find((line) => line.startsWith('portal_session=')) ?? '';
    expect(cookie).toMatch(/^portal_session=[\w-]{43}; Path=\/; HttpOnly; SameSite=Lax$/);
    expect(JSON.stringify(answer.body)).not.toContain(cookie.slice(15, 58));
    return cookie.slice(15, 58);
  }

  it('writes down who signed in, was refused and signed out', async () => {
    const client = await signedInClient(portal);
    const other = createTestClient(portal);
    const { challengeId, sentAt } = await askForCode(other, client.address);
    const code = await readCode(portal, client.address, { sentAt });
    await other
      .post('/sign-in/sessions')
      .send({ challengeId, code: wrong(code) })
      .expect(401);
    await client.delete('/session').expect(204);
    const rows = await askDatabase(
      portal.database,
      'select action, outcome, actor_type, session_id is not null as session, ip_address, record_id is not null as record from activity where actor_user_id = $1 order by id',
      [client.session.user.id],
    );
    const done = {
      outcome: 'done',
      actor_type: 'patient',
      session: true,
      record: true,
      ip_address: expect.any(String),
    };
    expect(rows).toEqual([
      { ...done, action: 'account_created' },
      { ...done, action: 'signed_in' },
      { ...done, action: 'sign_in_refused', outcome: 'refused', session: false },
      { ...done, action: 'signed_out' },
    ]);
  });

  it.each([
    { channel: 'email', address: 'nobody' },
    { channel: 'email', address: ['a@example.org', 'b@example.org'] },
    { channel: 'email', address: 'a@example.org, b@example.org' },
    { channel: 'email', address: 'a@example.org\r\nBcc: b@example.org' },
    { channel: 'sms', address: '12' },
    { channel: 'fax', address: 'a@example.org' },
    { channel: 'email', address: 'a@example.org', role: 'admin' },
    { channel: 'email', address: 'a\u0000@example.org' },
    {},
  ])('refuses %j with the field that is wrong, and sends nothing', async (body) => {
    const before = await portal.readMailbox();
    const answer = await createTestClient(portal).post('/sign-in/codes').send(body).expect(400);
    expect(answer.body.code).toBe('invalid_request');
    expect(answer.body.errors.length).toBeGreaterThan(0);
    expect(await portal.readMailbox()).toEqual(before);
  });

  it('logs no address, no code and no token', () => {
    const log = portal.logLines.join('\n');
    expect(log).toContain('/api/v1/sign-in/sessions');
    expect(log).not.toMatch(/example\.org|portal_session|7911 ?123456|"\d{6}"/);
  });
});
