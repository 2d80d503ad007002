import type { ActivityItem, ActivityList } from '@portal/contract/activity';
import { newId } from '@portal/core/new-id';
import { createAuthenticator } from '@portal/testing/authenticator';
import { newAddress, readCode, signedInClient } from '@portal/testing/signed-in-client';
import type { SignedInClient } from '@portal/testing/signed-in-client';
import { startTestPortal } from '@portal/testing/test-portal';
import type { TestPortal } from '@portal/testing/test-portal';
import { afterAll, beforeAll, describe, expect, it } from 'vitest';

let portal: TestPortal;
let offsetMs = 0;
beforeAll(async () => {
  portal = await startTestPortal({ now: () => new Date(Date.now() + offsetMs) });
});
afterAll(() => portal.stop());

const listed = async (client: SignedInClient, query: string): Promise<ActivityItem[]> =>
  ((await client.get(`/activity?${query}`).expect(200)).body as ActivityList).items;
const refusedOf = async (client: SignedInClient) => (await listed(client, 'kind=refusals')).map(({ action }) => action);

const askToAdd = (client: SignedInClient, address: string) =>
  client.post('/account/contacts').send({ channel: 'email', address });

describe('what is refused to somebody who is signed in', () => {
  it('row 34: about devices, passkeys and addresses stands in their own record, and in nobody else’s', async () => {
    const [me, them] = [await signedInClient(portal), await signedInClient(portal)];
    const options = await them.post('/passkeys/options').expect(200);
    const response = createAuthenticator({ origin: portal.url }).create(options.body.options);
    const { passkey } = (await them.post('/passkeys').send({ response }).expect(201)).body;
    const [session] = (await them.get('/sessions').expect(200)).body.items;
    const [contact] = (await them.get('/account').expect(200)).body.account.contacts;
    await me.delete(`/sessions/${session.id}`).expect(404);
    await me.delete(`/sessions/${newId()}`).expect(404);
    await me.patch(`/passkeys/${passkey.id}`).send({ name: 'mine' }).expect(404);
    await me.delete(`/passkeys/${passkey.id}`).expect(404);
    await me.delete(`/account/contacts/${contact.id}`).expect(404);
    await me.post('/passkeys').send({ response }).expect(401);
    const sent = await askToAdd(me, them.address).expect(202);
    const { challengeId } = sent.body;
    const code = await readCode(portal, them.address, sent.body);
    await me.post('/account/contacts/verify').send({ challengeId, code }).expect(409);
    await me.post('/account/contacts/verify').send({ challengeId, code }).expect(401);
    expect(await refusedOf(me)).toEqual([
      'contact_added',
      'contact_added',
      'passkey_added',
      'contact_removed',
      'passkey_removed',
      'passkey_renamed',
      'session_ended',
      'session_ended',
    ]);
    expect(await refusedOf(them)).toEqual([]);
    expect((await listed(me, 'kind=changes')).map(({ action }) => action)).toEqual(['account_created']);
    expect((await listed(me, 'kind=sign_ins')).map(({ action }) => action)).toEqual(['signed_in']);
  });

  it('row 34: for want of a fresh sign-in stands there too, whatever was tried', async () => {
    const me = await signedInClient(portal);
    const [contact] = (await me.get('/account').expect(200)).body.account.contacts;
    offsetMs += 11 * 60_000;
    await me.post('/passkeys/options').expect(403);
    await askToAdd(me, newAddress()).expect(403);
    await me.delete(`/account/contacts/${contact.id}`).expect(403);
    await me.delete(`/passkeys/${newId()}`).expect(403);
    const items = await listed(me, 'kind=refusals');
    expect(items.map(({ action }) => action)).toEqual([
      'passkey_removed',
      'contact_removed',
      'contact_added',
      'passkey_added',
    ]);
    for (const item of items) expect(item).toMatchObject({ outcome: 'refused', actor: 'you', isThisDevice: true });
  });

  it('keeps what was a slip out of it', async () => {
    const me = await signedInClient(portal);
    const [contact] = (await me.get('/account').expect(200)).body.account.contacts;
    await me.delete(`/account/contacts/${contact.id}`).expect(409);
    await me.patch('/account').send({ name: '' }).expect(400);
    expect(await refusedOf(me)).toEqual([]);
  });
});
