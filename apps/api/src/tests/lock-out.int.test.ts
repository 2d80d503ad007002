import { createAuthenticator } from '@portal/testing/authenticator';
import type { Authenticator } from '@portal/testing/authenticator';
import { askForCode, newAddress, readCode, signedInClient } from '@portal/testing/signed-in-client';
import type { SignedInClient } from '@portal/testing/signed-in-client';
import { createTestClient } from '@portal/testing/test-client';
import type { TestClient } from '@portal/testing/test-client';
import { startTestPortal } from '@portal/testing/test-portal';
import type { TestPortal } from '@portal/testing/test-portal';
import { afterEach, describe, expect, it } from 'vitest';

let portal: TestPortal;
afterEach(() => portal.stop());

const codeOf = async (client: TestClient, address: string) => {
  const asked = await askForCode(client, address);
  return { challengeId: asked.challengeId, code: await readCode(portal, address, asked) };
};

async function patientWithPasskey(): Promise<{ client: SignedInClient; authenticator: Authenticator }> {
  const client = await signedInClient(portal);
  const authenticator = createAuthenticator({ origin: portal.url });
  const { body } = await client.post('/passkeys/options').expect(200);
  await client
    .post('/passkeys')
    .send({ response: authenticator.create(body.options) })
    .expect(201);
  return { client, authenticator };
}

async function signInWith(authenticator: Authenticator, changes: Record<string, string> = {}) {
  const client = createTestClient(portal);
  const { body } = await client.post('/sign-in/passkey/options').expect(200);
  const signed = authenticator.sign(body.options);
  const response = { ...signed, response: { ...signed.response, ...changes } };
  return client.post('/sign-in/passkey').send({ response });
}

describe('a patient whom somebody else wants to keep out', () => {
  it('row 4: stays signed in, and gets in with a passkey, while their address is locked and its codes are used up', async () => {
    const environment = { CODES_PER_HOUR: '5', CODES_PER_DAY: '10', TRIES_PER_NETWORK_PER_HOUR: '100' };
    portal = await startTestPortal({ stores: 'redis', environment });
    const { client, authenticator } = await patientWithPasskey();
    for (let round = 0; round < 4; round++) {
      const eve = createTestClient(portal);
      const { challengeId, code } = await codeOf(eve, client.address);
      const wrong = { challengeId, code: code === '000000' ? '000001' : '000000' };
      for (let i = 0; i < 5; i++) await eve.post('/sign-in/sessions').send(wrong);
    }
    await client.post('/sign-in/codes').send({ channel: 'email', address: client.address }).expect(429);
    await client.get('/documents').expect(200);
    expect((await signInWith(authenticator)).status).toBe(201);
  });

  it('row 7: gets in with a passkey where somebody in the same network has used up the tries of codes', async () => {
    portal = await startTestPortal({ environment: { TRIES_PER_NETWORK_PER_HOUR: '5' } });
    const { client, authenticator } = await patientWithPasskey();
    const body = { challengeId: '01980000-0000-7000-8000-000000000001', code: '123456' };
    const statuses = [];
    for (let i = 0; i < 6; i++) {
      statuses.push((await createTestClient(portal).post('/sign-in/sessions').send(body)).status);
    }
    expect(statuses.at(-1)).toBe(429);
    const signedIn = await signInWith(authenticator);
    expect(signedIn.status).toBe(201);
    expect(signedIn.body.user).toEqual(client.session.user);
  });

  it('row 7: passkeys are tried as often from a network as codes are, and no oftener', async () => {
    portal = await startTestPortal({ environment: { TRIES_PER_NETWORK_PER_HOUR: '5' } });
    const stranger = createAuthenticator({ origin: portal.url });
    for (let i = 0; i < 5; i++) expect((await signInWith(stranger)).status).toBe(401);
    const refused = await signInWith(stranger);
    expect(refused.status).toBe(429);
    expect(Number(refused.get('Retry-After'))).toBeGreaterThan(3000);
    await codeOf(createTestClient(portal), newAddress());
  });
});

describe('a passkey that says whose it is', () => {
  it('signs nobody in where that is somebody else', async () => {
    portal = await startTestPortal();
    const { authenticator } = await patientWithPasskey();
    const other = await signedInClient(portal);
    const userHandle = Buffer.from(other.session.user.id).toString('base64url');
    expect((await signInWith(authenticator, { userHandle })).status).toBe(401);
    expect((await signInWith(authenticator)).status).toBe(201);
  });
});
