import { createAuthenticator } from '@portal/testing/authenticator';
import { holdLock } from '@portal/testing/hold-lock';
import { newAddress, readCode, signedInClient } from '@portal/testing/signed-in-client';
import type { SignedInClient } from '@portal/testing/signed-in-client';
import type { TestClient } from '@portal/testing/test-client';
import { startTestPortal } from '@portal/testing/test-portal';
import type { TestPortal } from '@portal/testing/test-portal';
import { afterAll, beforeAll, describe, expect, it } from 'vitest';

let portal: TestPortal;
beforeAll(async () => {
  portal = await startTestPortal();
});
afterAll(() => portal.stop());

async function newPasskey(thief: SignedInClient): Promise<() => ReturnType<TestClient['post']>> {
  const { body } = await thief.post('/passkeys/options').expect(200);
  const response = createAuthenticator({ origin: portal.url }).create(body.options);
  return () => thief.post('/passkeys').send({ response });
}

async function newContact(thief: SignedInClient): Promise<() => ReturnType<TestClient['post']>> {
  const address = newAddress();
  const sent = await thief.post('/account/contacts').send({ channel: 'email', address }).expect(202);
  const code = await readCode(portal, address, sent.body);
  return () => thief.post('/account/contacts/verify').send({ challengeId: sent.body.challengeId, code });
}

async function removedContact(thief: SignedInClient): Promise<() => ReturnType<TestClient['post']>> {
  await (await newContact(thief))().expect(201);
  const { account } = (await thief.get('/account').expect(200)).body;
  return () => thief.delete(`/account/contacts/${account.contacts[1].id}`);
}

describe('a session that is ended while something of its is under way', () => {
  it.each([
    ['a passkey is added', newPasskey],
    ['an address is added', newContact],
    ['an address is removed', removedContact],
  ] as const)('row 13: leaves nothing behind where %s', async (_what, prepare) => {
    const thief = await signedInClient(portal);
    const patient = await signedInClient(portal, thief.address);
    const attempt = await prepare(thief);
    const seen = async () => [(await patient.get('/passkeys')).body, (await patient.get('/account')).body];
    const before = await seen();
    const person = await holdLock(portal.database, 'select from users where id = $1 for update', [
      patient.session.user.id,
    ]);
    const answer = attempt().then(({ status, body }) => [status, body.code]);
    await expect.poll(person.countWaiting).toBeGreaterThan(0);
    await patient.delete('/sessions').expect(200);
    await person.release();
    expect(await answer).toEqual([401, 'sign_in_required']);
    expect(await seen()).toEqual(before);
  });
});
