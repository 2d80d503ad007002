import { passkeyPolicy } from '@portal/core/identity/identity-policy';
import { newId } from '@portal/core/new-id';
import { askDatabase } from '@portal/testing/ask-database';
import { createAuthenticator } from '@portal/testing/authenticator';
import { signedInClient } from '@portal/testing/signed-in-client';
import type { SignedInClient } from '@portal/testing/signed-in-client';
import { startTestPortal } from '@portal/testing/test-portal';
import type { TestPortal } from '@portal/testing/test-portal';
import { afterAll, beforeAll, describe, expect, it } from 'vitest';

const { mostOfAPerson, asksPerHour } = passkeyPolicy;

describe('passkeys of one patient', () => {
  let portal: TestPortal;
  beforeAll(async () => {
    portal = await startTestPortal();
  });
  afterAll(() => portal.stop());

  const makeFor = async (client: SignedInClient) => {
    const asked = await client.post('/passkeys/options').expect(200);
    return createAuthenticator({ origin: portal.url }).create(asked.body.options);
  };

  /** As if they had been added over the years. */
  async function give({ session }: SignedInClient, count: number): Promise<void> {
    for (let i = 0; i < count; i++) {
      await askDatabase(
        portal.database,
        `insert into passkeys (id, user_id, credential_id, public_key, counter, transports, name, created_at)
         values ($1, $2, $3, '', 0, '{}', 'a key', now())`,
        [newId(), session.user.id, newId()],
      );
    }
  }

  // Fails without `lockOwner` in `passkeys.postgres.ts`.
  it('are twenty at most, however many are added at once', async () => {
    const first = await signedInClient(portal);
    const devices = [first];
    while (devices.length < 4) devices.push(await signedInClient(portal, first.address));
    await give(first, mostOfAPerson - 1);
    const made = await Promise.all(devices.map(makeFor));
    const answers = await Promise.all(devices.map((client, i) => client.post('/passkeys').send({ response: made[i] })));
    expect(answers.map(({ status }) => status).toSorted((a, b) => a - b)).toEqual([201, 409, 409, 409]);
    expect(answers.find(({ status }) => status === 409)?.body.code).toBe('too_many_passkeys');
    expect((await first.get('/passkeys').expect(200)).body.items).toHaveLength(mostOfAPerson);
    const refused = await first.post('/passkeys/options').expect(409);
    expect(refused.body.detail).toContain(String(mostOfAPerson));
  });

  it('are named after their device, in the language of the page, where they are given no name', async () => {
    const client = await signedInClient(portal);
    const userAgent = 'Mozilla/5.0 (X11; Linux x86_64; rv:143.0) Gecko/20100101 Firefox/143.0';
    const response = await makeFor(client);
    const said = { 'User-Agent': userAgent, 'Accept-Language': 'es' };
    const added = await client.post('/passkeys').set(said).send({ response }).expect(201);
    expect(added.body.passkey.name).toBe('Firefox en Linux');
  });

  it('are asked for so often an hour, on all devices together, and others go on', async () => {
    const client = await signedInClient(portal);
    const elsewhere = await signedInClient(portal, client.address);
    for (let i = 0; i < asksPerHour; i++) await (i % 2 ? client : elsewhere).post('/passkeys/options').expect(200);
    const refused = await client.post('/passkeys/options').expect(429);
    expect(refused.body.code).toBe('too_many_requests');
    expect(Number(refused.get('Retry-After'))).toBeGreaterThan(3_000);
    await elsewhere.post('/passkeys/options').expect(429);
    await client.get('/passkeys').expect(200);
    await (await signedInClient(portal)).post('/passkeys/options').expect(200);
  });
});
