import { askDatabase } from '@portal/testing/ask-database';
import { createAuthenticator } from '@portal/testing/authenticator';
import type { Authenticator } from '@portal/testing/authenticator';
import { newAddress, signedInClient } from '@portal/testing/signed-in-client';
import type { SignedInClient } from '@portal/testing/signed-in-client';
import { createTestClient } from '@portal/testing/test-client';
import type { TestClient } from '@portal/testing/test-client';
import { startTestPortal } from '@portal/testing/test-portal';
import type { TestPortal } from '@portal/testing/test-portal';
import { afterAll, beforeAll, describe, expect, it } from 'vitest';

const minutes = 60_000;

describe.each(['redis', 'memory'] as const)('a passkey, with its challenges in %s', (stores) => {
  let portal: TestPortal;
  let offsetMs = 0;
  beforeAll(async () => {
    portal = await startTestPortal({ stores, now: () => new Date(Date.now() + offsetMs) });
  });
  afterAll(() => portal.stop());

  async function addPasskey(client: TestClient, name?: string): Promise<{ authenticator: Authenticator; id: string }> {
    const authenticator = createAuthenticator({ origin: portal.url });
    const asked = await client.post('/passkeys/options').expect(200);
    const response = authenticator.create(asked.body.options);
    const added = await client.post('/passkeys').send({ name, response }).expect(201);
    return { authenticator, id: added.body.passkey.id };
  }

  async function askToSignIn(client: TestClient): Promise<Record<string, unknown>> {
    return (await client.post('/sign-in/passkey/options').expect(200)).body.options;
  }

  async function patientWithPasskey(): Promise<{ client: SignedInClient; authenticator: Authenticator; id: string }> {
    const client = await signedInClient(portal);
    return { client, ...(await addPasskey(client)) };
  }

  it('is added, shown, renamed and removed, several to a person, with an entry of each in the record', async () => {
    const client = await signedInClient(portal);
    expect(client.session.hasPasskey).toBe(false);
    const first = await addPasskey(client, 'My phone');
    const second = await addPasskey(client);
    expect((await client.get('/session')).body.hasPasskey).toBe(true);
    const listed = await client.get('/passkeys').expect(200);
    expect(listed.body.items).toMatchObject([{ id: first.id, name: 'My phone', lastUsedAt: null }, { id: second.id }]);
    await client.patch(`/passkeys/${second.id}`).send({ name: 'My key ring' }).expect(200);
    await client.delete(`/passkeys/${first.id}`).expect(204);
    await client.delete(`/passkeys/${first.id}`).expect(404);
    const left = await client.get('/passkeys').expect(200);
    expect(left.body.items).toMatchObject([{ id: second.id, name: 'My key ring' }]);
    const text = `select action from activity where actor_user_id = $1 and action like 'passkey%' and outcome = 'done' order by id`;
    const rows = await askDatabase(portal.database, text, [client.session.user.id]);
    expect(rows.map(({ action }) => action)).toEqual([
      'passkey_added',
      'passkey_added',
      'passkey_renamed',
      'passkey_removed',
    ]);
  });

  it('signs its owner in, in any browser, and nobody says who that is before', async () => {
    const { client, authenticator } = await patientWithPasskey();
    const elsewhere = createTestClient(portal);
    const options = await askToSignIn(elsewhere);
    expect(options['allowCredentials']).toBeUndefined();
    const signedIn = await elsewhere.post('/sign-in/passkey').send({ response: authenticator.sign(options) });
    expect(signedIn.status).toBe(201);
    expect(signedIn.body.user).toEqual(client.session.user);
    expect(signedIn.body.hasPasskey).toBe(true);
    expect((await elsewhere.get('/session')).body).toEqual(signedIn.body);
    const [passkey] = (await client.get('/passkeys')).body.items;
    expect(passkey.lastUsedAt).not.toBeNull();
  });

  it('answers one challenge of one browser once, within five minutes, on a page of the portal', async () => {
    const { authenticator } = await patientWithPasskey();
    const refused = async (client: TestClient, response: object) => {
      const answer = await client.post('/sign-in/passkey').send({ response });
      expect([answer.status, answer.body.code]).toEqual([401, 'passkey_refused']);
    };
    const me = createTestClient(portal);
    const them = createTestClient(portal);
    const response = authenticator.sign(await askToSignIn(me));
    await askToSignIn(them);
    await refused(them, response);
    await refused(createTestClient(portal), response);
    await me.post('/sign-in/passkey').send({ response }).expect(201);
    await refused(me, response);
    await refused(me, authenticator.sign(await askToSignIn(me), { origin: 'https://evil.example' }));
    await refused(me, createAuthenticator({ origin: portal.url }).sign(await askToSignIn(me)));
    if (stores === 'memory') {
      const late = authenticator.sign(await askToSignIn(me));
      offsetMs += 5 * minutes + 1;
      await refused(me, late);
    }
  });

  it('whose counter goes back is a copy, and is refused and noted', async () => {
    const { client, authenticator } = await patientWithPasskey();
    const elsewhere = createTestClient(portal);
    const first = authenticator.sign(await askToSignIn(elsewhere));
    await elsewhere.post('/sign-in/passkey').send({ response: first }).expect(201);
    const copied = authenticator.sign(await askToSignIn(elsewhere), { counter: 1 });
    await elsewhere.post('/sign-in/passkey').send({ response: copied }).expect(401);
    const text = `select outcome from activity where actor_user_id = $1 and action = 'sign_in_refused'`;
    expect(await askDatabase(portal.database, text, [client.session.user.id])).toEqual([{ outcome: 'refused' }]);
  });

  it('that was removed signs nobody in', async () => {
    const { client, authenticator, id } = await patientWithPasskey();
    await client.delete(`/passkeys/${id}`).expect(204);
    const elsewhere = createTestClient(portal);
    const response = authenticator.sign(await askToSignIn(elsewhere));
    await elsewhere.post('/sign-in/passkey').send({ response }).expect(401);
  });

  it('is made by a session for itself, once, and made or removed only while its sign-in is fresh', async () => {
    const [me, them] = [await signedInClient(portal), await signedInClient(portal)];
    const mine = await me.post('/passkeys/options').expect(200);
    await them.post('/passkeys/options').expect(200);
    const response = createAuthenticator({ origin: portal.url }).create(mine.body.options);
    await them.post('/passkeys').send({ response }).expect(401);
    await me.post('/passkeys').send({ response }).expect(201);
    await me.post('/passkeys').send({ response }).expect(401);
    offsetMs += 10 * minutes;
    const asked = await me.post('/passkeys/options').expect(403);
    expect(asked.body.code).toBe('fresh_sign_in_required');
    await me.post('/passkeys').send({ response }).expect(403);
    const [passkey] = (await me.get('/passkeys')).body.items;
    await me.delete(`/passkeys/${passkey.id}`).expect(403);
  });

  it('makes a session fresh again, its owner’s and nobody else’s', async () => {
    const { client, authenticator } = await patientWithPasskey();
    const them = await signedInClient(portal);
    offsetMs += 10 * minutes;
    const confirm = async (who: TestClient) => {
      const response = authenticator.sign(await askToSignIn(who));
      return who.post('/session/confirm').send({ method: 'passkey', response });
    };
    expect((await confirm(them)).body.code).toBe('passkey_refused');
    await them.post('/passkeys/options').expect(403);
    const confirmed = await confirm(client);
    expect(confirmed.status).toBe(200);
    expect(Date.parse(confirmed.body.freshUntil)).toBeGreaterThan(Date.now() + offsetMs + 9 * minutes);
    await client.post('/passkeys/options').expect(200);
  });

  it('that is nonsense is a no, never a fault', async () => {
    const client = await signedInClient(portal);
    const shapes = [
      { clientDataJSON: 'AAAA' },
      { clientDataJSON: 'e30' },
      { clientDataJSON: 'e30', attestationObject: 'AAAA', transports: ['\u0000', 5] },
      { clientDataJSON: 'e30', authenticatorData: {}, signature: [], userHandle: 5 },
    ];
    for (const response of shapes) {
      const sent = { response: { id: 'AAAA', rawId: 'AAAA', type: 'public-key', response } };
      await client.post('/passkeys/options').expect(200);
      await client.post('/passkeys').send(sent).expect(401);
      await askToSignIn(client);
      await client.post('/sign-in/passkey').send(sent).expect(401);
    }
    for (const id of ['', '\u0000', 'a b', 'A'.repeat(2001)]) {
      const response = { id, rawId: 'AAAA', type: 'public-key', response: { clientDataJSON: 'e30' } };
      await client.post('/sign-in/passkey').send({ response }).expect(400);
    }
    expect(portal.logLines.join('\n')).not.toContain('unexpected error');
  });

  it('opens a session under a new token, and ends the one that the browser held', async () => {
    const { client, authenticator } = await patientWithPasskey();
    const access = { domain: 'localhost', path: '/', secure: false, script: false };
    const tokenOf = (of: TestClient) => of.agent.jar.getCookie('portal_session', access)?.value ?? '';
    const before = tokenOf(client);
    const response = authenticator.sign(await askToSignIn(client));
    await client.post('/sign-in/passkey').send({ response }).expect(201);
    expect(tokenOf(client)).not.toBe(before);
    const holder = createTestClient(portal);
    holder.agent.jar.setCookie(`portal_session=${before}`, 'localhost', '/');
    await holder.get('/documents').expect(401);
  });

  it('is offered for nobody in particular: the same answer with and without an account', async () => {
    const shapes = await Promise.all(
      [createTestClient(portal), await signedInClient(portal, newAddress())].map((client) => askToSignIn(client)),
    );
    expect(Object.keys(shapes[0] ?? {})).toEqual(Object.keys(shapes[1] ?? {}));
  });
});
