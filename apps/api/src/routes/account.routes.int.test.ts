import { askDatabase } from '@portal/testing/ask-database';
import { askForCode, newAddress, readCode, signedInClient } from '@portal/testing/signed-in-client';
import type { SignedInClient } from '@portal/testing/signed-in-client';
import { createTestClient } from '@portal/testing/test-client';
import { startTestPortal } from '@portal/testing/test-portal';
import type { TestPortal } from '@portal/testing/test-portal';
import { afterAll, beforeAll, describe, expect, it } from 'vitest';

const minutes = 60_000;

describe('an account', () => {
  let portal: TestPortal;
  let offsetMs = 0;
  beforeAll(async () => {
    portal = await startTestPortal({ stores: 'redis', now: () => new Date(Date.now() + offsetMs) });
  });
  afterAll(() => portal.stop());

  async function askToAdd(client: SignedInClient, address: string): Promise<{ challengeId: string; code: string }> {
    const asked = await client.post('/account/contacts').send({ channel: 'email', address }).expect(202);
    return { challengeId: asked.body.challengeId, code: await readCode(portal, address, asked.body) };
  }

  const verify = (client: SignedInClient, proof: { challengeId: string; code: string }) =>
    client.post('/account/contacts/verify').send(proof);

  async function addContact(client: SignedInClient, address: string): Promise<string> {
    const added = await verify(client, await askToAdd(client, address)).expect(201);
    const contacts = added.body.account.contacts as { id: string; address: string }[];
    return contacts.find((contact) => contact.address === address)?.id ?? '';
  }

  const actionsOf = async (client: SignedInClient): Promise<unknown[]> => {
    const text = 'select action from activity where actor_user_id = $1 order by id';
    const rows = await askDatabase(portal.database, text, [client.session.user.id]);
    return rows.map(({ action }) => action).filter((action) => action !== 'account_created' && action !== 'signed_in');
  };
  const messagesTo = async (address: string) =>
    (await portal.readMailbox(address)).filter(({ subject }) => subject.includes('address of your account'));

  it('shows the name, the language and the addresses, and changes what is asked for', async () => {
    const client = await signedInClient(portal);
    const { account } = (await client.get('/account').expect(200)).body;
    expect(account).toMatchObject({ id: client.session.user.id, name: null, language: null });
    expect(account.contacts).toMatchObject([{ channel: 'email', address: client.address }]);
    const changed = await client.patch('/account').send({ name: 'Dana', language: 'es' }).expect(200);
    expect(changed.body.account).toEqual({ ...account, name: 'Dana', language: 'es' });
    await client.patch('/account').send({ name: 'Dana' }).expect(200);
    expect((await client.get('/session')).body.user.name).toBe('Dana');
    await client.patch('/account').send({ name: null }).expect(200);
    expect((await client.get('/account')).body.account).toEqual({ ...account, language: 'es' });
    for (const body of [{}, { name: ' ' }, { language: 'xx' }]) await client.patch('/account').send(body).expect(400);
    expect(await actionsOf(client)).toEqual(['account_changed', 'account_changed']);
  });

  it('takes another address that is proven by its code, tells the old one, and can be entered with both', async () => {
    const client = await signedInClient(portal);
    const added = newAddress();
    await addContact(client, added);
    const contacts = (await client.get('/account')).body.account.contacts as { address: string }[];
    expect(contacts.map(({ address }) => address)).toEqual([client.address, added]);
    await expect.poll(() => messagesTo(client.address)).toHaveLength(1);
    const [told] = await messagesTo(client.address);
    expect(told?.text).toContain('p…@example.org was added');
    expect(told?.text).not.toContain(added);
    expect(await messagesTo(added)).toEqual([]);
    for (const address of [client.address, added]) {
      const { session } = await signedInClient(portal, address);
      expect(session.user).toMatchObject({ id: client.session.user.id, contact: address });
    }
    expect(await actionsOf(client)).toEqual(['contact_added']);
  });

  it('keeps no address whose code is wrong, or was sent to another browser', async () => {
    const [me, them] = [await signedInClient(portal), await signedInClient(portal)];
    const asked = await askToAdd(me, newAddress());
    const wrong = asked.code === '000000' ? '000001' : '000000';
    await me
      .post('/account/contacts/verify')
      .send({ ...asked, code: wrong })
      .expect(401);
    await them.post('/account/contacts/verify').send(asked).expect(401);
    expect((await me.get('/account')).body.account.contacts).toHaveLength(1);
    expect((await them.get('/account')).body.account.contacts).toHaveLength(1);
  });

  it('takes no code for anything but what its message says', async () => {
    const client = await signedInClient(portal);
    const toAdd = await askToAdd(client, newAddress());
    await client.post('/sign-in/sessions').send(toAdd).expect(401);
    await client
      .post('/session/confirm')
      .send({ method: 'code', ...toAdd })
      .expect(401);
    await verify(client, toAdd).expect(201);
    const address = newAddress();
    const asked = await askForCode(client, address);
    const toSignIn = { challengeId: asked.challengeId, code: await readCode(portal, address, asked) };
    await verify(client, toSignIn).expect(401);
    await client.post('/sign-in/sessions').send(toSignIn).expect(201);
  });

  it('says only to whoever proved an address that it is taken', async () => {
    const [me, them] = [await signedInClient(portal), await signedInClient(portal)];
    const shapes = await Promise.all(
      [them.address, newAddress()].map(async (address) => {
        const answer = await me.post('/account/contacts').send({ channel: 'email', address }).expect(202);
        return Object.keys(answer.body);
      }),
    );
    expect(shapes[0]).toEqual(shapes[1]);
    const taken = await verify(me, await askToAdd(me, them.address)).expect(409);
    expect(taken.body.code).toBe('contact_taken');
    const mine = await verify(me, await askToAdd(me, me.address)).expect(201);
    expect(mine.body.account.contacts).toHaveLength(1);
  });

  it('gives an address to one of those who prove it at the same moment', async () => {
    const patients = await Promise.all(Array.from({ length: 4 }, () => signedInClient(portal)));
    const address = newAddress();
    const asked = [];
    for (const patient of patients) asked.push({ patient, proof: await askToAdd(patient, address) });
    const answers = await Promise.all(
      asked.map(({ patient, proof }) => patient.post('/account/contacts/verify').send(proof)),
    );
    expect(answers.map(({ status }) => status).toSorted((a, b) => a - b)).toEqual([201, 409, 409, 409]);
  });

  it('loses an address, which is told so; who came in through it elsewhere is out, who removed it stays', async () => {
    const address = newAddress();
    const first = await signedInClient(portal);
    await addContact(first, address);
    const client = await signedInClient(portal, address);
    const elsewhere = await signedInClient(portal, address);
    await elsewhere.get('/documents').expect(200);
    const contacts = (await client.get('/account')).body.account.contacts as { id: string; address: string }[];
    const id = contacts.find((contact) => contact.address === address)?.id ?? '';
    const removed = await client.delete(`/account/contacts/${id}`).expect(200);
    expect(removed.body.account.contacts).toMatchObject([{ address: first.address }]);
    await elsewhere.get('/documents').expect(401);
    await first.get('/documents').expect(200);
    expect((await client.get('/session').expect(200)).body.user.contact).toBe(first.address);
    await expect.poll(() => messagesTo(address)).toHaveLength(1);
    expect((await messagesTo(address))[0]?.text).toContain('was removed');
    expect(await actionsOf(client)).toEqual(['contact_added', 'contact_removed', 'session_ended']);
    const newcomer = await signedInClient(portal, address);
    expect(newcomer.session.user.id).not.toBe(client.session.user.id);
  });

  it('keeps its last address, however many are removed at once', async () => {
    const client = await signedInClient(portal);
    const { contacts } = (await client.get('/account')).body.account;
    const last = await client.delete(`/account/contacts/${contacts[0].id}`).expect(409);
    expect(last.body.code).toBe('last_contact');
    const second = await addContact(client, newAddress());
    const answers = await Promise.all(
      [contacts[0].id, second].map((id: string) => client.delete(`/account/contacts/${id}`)),
    );
    expect(answers.map(({ status }) => status).toSorted((a, b) => a - b)).toEqual([200, 409]);
    expect((await client.get('/account')).body.account.contacts).toHaveLength(1);
  });

  it('changes its addresses after a fresh sign-in only, and a code makes one', async () => {
    const client = await signedInClient(portal);
    const id = await addContact(client, newAddress());
    const waiting = await askToAdd(client, newAddress());
    offsetMs += 10 * minutes;
    const refused = await Promise.all([
      client.post('/account/contacts').send({ channel: 'email', address: newAddress() }),
      client.post('/account/contacts/verify').send(waiting),
      client.delete(`/account/contacts/${id}`),
    ]);
    for (const { status, body } of refused) expect([status, body.code]).toEqual([403, 'fresh_sign_in_required']);
    const asked = await askForCode(client, client.address);
    const code = await readCode(portal, client.address, asked);
    await client.post('/session/confirm').send({ method: 'code', challengeId: asked.challengeId, code }).expect(200);
    await client.delete(`/account/contacts/${id}`).expect(200);
  });

  it('is told in its own language', async () => {
    const client = await signedInClient(portal);
    await client.patch('/account').send({ language: 'ar' }).expect(200);
    const added = newAddress();
    await addContact(client, added);
    expect((await portal.readMailbox(added)).map(({ subject }) => subject)).toEqual(['رمز إضافة هذا العنوان']);
    await expect
      .poll(async () => (await portal.readMailbox(client.address)).map(({ subject }) => subject))
      .toContain('تغيّر أحد عناوين حسابك');
  });

  it('is nobody else’s to see or change', async () => {
    const [me, them] = [await signedInClient(portal), await signedInClient(portal)];
    const { contacts } = (await them.get('/account')).body.account;
    await me.delete(`/account/contacts/${contacts[0].id}`).expect(404);
    expect((await createTestClient(portal).get('/account')).status).toBe(401);
  });
});
