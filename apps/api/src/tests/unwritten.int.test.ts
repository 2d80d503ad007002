import { askDatabase } from '@portal/testing/ask-database';
import { createAuthenticator } from '@portal/testing/authenticator';
import { askForCode, newAddress, readCode, signedInClient } from '@portal/testing/signed-in-client';
import type { SignedInClient } from '@portal/testing/signed-in-client';
import { createTestClient } from '@portal/testing/test-client';
import type { TestClient } from '@portal/testing/test-client';
import { startTestPortal } from '@portal/testing/test-portal';
import type { TestPortal } from '@portal/testing/test-portal';
import { addDocument } from '@portal/testing/upload-tools';
import { afterAll, beforeAll, describe, expect, it } from 'vitest';

let portal: TestPortal;
beforeAll(async () => {
  portal = await startTestPortal();
});
afterAll(() => portal.stop());

async function codeFor(client: TestClient, path: '/sign-in/codes' | '/account/contacts', address: string) {
  const asked = await client.post(path).send({ channel: 'email', address }).expect(202);
  return { challengeId: asked.body.challengeId as string, code: await readCode(portal, address, asked.body) };
}

async function newPasskey(client: TestClient) {
  const { body } = await client.post('/passkeys/options').expect(200);
  return { response: createAuthenticator({ origin: portal.url }).create(body.options) };
}

/** All that the patient has, but for what each look changes. */
async function seenBy(patient: SignedInClient): Promise<unknown> {
  const bodies = [];
  for (const path of ['/documents', '/documents?view=trash', '/passkeys', '/account', '/sessions', '/activity']) {
    bodies.push((await patient.get(path).expect(200)).body);
  }
  return JSON.parse(JSON.stringify(bodies).replaceAll(/"lastUsedAt":"[^"]*"/g, '"lastUsedAt":""'));
}

describe('an activity record that takes no more lines', () => {
  it('row 34: lets nothing happen that it would have to tell of', async () => {
    const me = await signedInClient(portal);
    const other = await signedInClient(portal, me.address);
    const { id } = await addDocument(me, 'kept');
    const { passkey } = (
      await me
        .post('/passkeys')
        .send(await newPasskey(me))
        .expect(201)
    ).body;
    const second = await codeFor(me, '/account/contacts', newAddress());
    const account = (await me.post('/account/contacts/verify').send(second).expect(201)).body.account;
    const { items } = (await me.get('/sessions').expect(200)).body;
    const otherSession = items.find(({ isThis }: { isThis: boolean }) => !isThis);
    const added = await newPasskey(me);
    const third = await codeFor(me, '/account/contacts', newAddress());
    const stranger = createTestClient(portal);
    const signIn = await codeFor(stranger, '/sign-in/codes', newAddress());
    const again = createTestClient(portal);
    const signInAgain = await codeFor(again, '/sign-in/codes', me.address);
    const before = await seenBy(me);
    const people = await askDatabase(portal.database, 'select count(*) from users');

    await askDatabase(portal.database, 'revoke insert on activity from portal_app');
    const answers = [
      await stranger.post('/sign-in/sessions').send(signIn),
      await again.post('/sign-in/sessions').send(signInAgain),
      await me.post('/passkeys').send(added),
      await me.patch(`/passkeys/${passkey.id}`).send({ name: 'another' }),
      await me.delete(`/passkeys/${passkey.id}`),
      await me.post('/account/contacts/verify').send(third),
      await me.delete(`/account/contacts/${account.contacts[1].id}`),
      await me.patch('/account').send({ name: 'another' }),
      await me.delete(`/sessions/${otherSession.id}`),
      await me.delete('/sessions'),
      await me.delete('/session'),
      await me.patch(`/documents/${id}`).send({ title: 'another' }),
      await me.delete(`/documents/${id}`),
      await me.get(`/documents/${id}/content`),
      await me.get('/activity.csv'),
    ];
    expect(answers.map(({ status }) => status)).toEqual(answers.map(() => 500));
    for (const answer of answers) expect(answer.get('Set-Cookie')).toBeUndefined();
    await askDatabase(portal.database, 'grant insert on activity to portal_app');

    expect(await seenBy(me)).toEqual(before);
    await other.get('/documents').expect(200);
    expect(await askDatabase(portal.database, 'select count(*) from users')).toEqual(people);
    await askForCode(stranger, newAddress());
  });
});
