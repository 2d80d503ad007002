import { randomBytes } from 'node:crypto';
import type { Endpoint } from '@portal/contract/endpoint';
import { endpoints } from '@portal/contract/endpoints';
import { newId } from '@portal/core/new-id';
import { askDatabase } from '@portal/testing/ask-database';
import { createAuthenticator } from '@portal/testing/authenticator';
import { newAddress, readCode, signedInClient } from '@portal/testing/signed-in-client';
import type { SignedInClient } from '@portal/testing/signed-in-client';
import { startTestPortal } from '@portal/testing/test-portal';
import type { TestPortal } from '@portal/testing/test-portal';
import { startUpload } from '@portal/testing/part-tools';
import { addDocument, pdfOfSize, pdfSaying } from '@portal/testing/upload-tools';
import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import { type Fill, sampleRequest } from './sample-request.ts';
import { ask, untilItSpeaks } from './walk-contract.ts';

type Things = Readonly<Record<string, string>>;

let portal: TestPortal;
let me: SignedInClient;
let them: SignedInClient;
let theirs: Things;

beforeAll(async () => {
  portal = await startTestPortal({ stores: 'redis' });
  them = await signedInClient(portal);
  theirs = await thingsOf(them);
  me = await signedInClient(portal);
  await thingsOf(me);
});
afterAll(() => portal.stop());

/** One of everything that a patient can have, by the name that the contract's paths give its id. */
async function thingsOf(patient: SignedInClient): Promise<Things> {
  const document = await addDocument(patient, `of ${patient.address}`, { title: `Private ${patient.session.user.id}` });
  const asked = await patient.post('/passkeys/options').expect(200);
  const response = createAuthenticator({ origin: portal.url }).create(asked.body.options);
  const passkey = await patient.post('/passkeys').send({ response }).expect(201);
  const address = newAddress();
  const sent = await patient.post('/account/contacts').send({ channel: 'email', address }).expect(202);
  const code = await readCode(portal, address, sent.body);
  const { challengeId } = sent.body;
  const added = await patient.post('/account/contacts/verify').send({ challengeId, code }).expect(201);
  const sessions = await patient.get('/sessions').expect(200);
  return {
    documentId: document.id,
    sha256: document.sha256,
    uploadId: (await startUpload(patient, pdfOfSize(100))).id,
    passkeyId: passkey.body.passkey.id,
    contactId: added.body.account.contacts[1].id,
    sessionId: sessions.body.items[0].id,
  };
}

/** Names nobody's thing by itself. */
const ofAnybody: Things = { partNumber: '1' };
const missingThings = (): Things => ({
  ...Object.fromEntries(Object.keys(theirs).map((name) => [name, newId()])),
  sha256: randomBytes(32).toString('hex'),
});
const fillWith = (ids: Things): Fill => ({ ids: { ...ids, ...ofAnybody }, textOf: () => 'somebody@example.org' });
const namesIn = ({ path }: Endpoint): string[] => [...path.matchAll(/:(\w+)/g)].map(([, name]) => name ?? '');
const withIds = endpoints.filter((endpoint) => namesIn(endpoint).length > 0);

/** What every answer has for itself. */
const ofItsOwn = /^(?:date|x-request-id|ratelimit)/;

/** Everything that the patient can see of their own, but for what each look changes. */
async function seenBy(patient: SignedInClient): Promise<unknown> {
  const bodies = [];
  for (const path of ['/documents', '/documents?view=trash', '/passkeys', '/account', '/sessions']) {
    bodies.push((await patient.get(path).expect(200)).body);
  }
  return JSON.parse(JSON.stringify(bodies).replaceAll(/"lastUsedAt":"[^"]*"/g, '"lastUsedAt":""'));
}

describe('what is somebody else’s', () => {
  it('row 28: is named by parameters that are all tried here', () => {
    expect(withIds.flatMap(namesIn).filter((name) => !(name in { ...theirs, ...ofAnybody }))).toEqual([]);
    expect(withIds.length).toBeGreaterThanOrEqual(9);
  });

  it.each(withIds.map((endpoint) => [endpoint.name, endpoint] as const))(
    'row 28: answers like what is nobody’s, and stays as it is: %s',
    async (_name, endpoint) => {
      const missing = missingThings();
      const before = await seenBy(them);
      const [foreign, none] = [await ask(endpoint, me, fillWith(theirs)), await ask(endpoint, me, fillWith(missing))];
      expect(foreign.answer.status).toBe(404);
      const shapeOf = ({ answer }: typeof foreign) => ({
        status: answer.status,
        body: { ...answer.body, instance: '' },
        headers: Object.entries(answer.headers as Record<string, string>).filter(([name]) => !ofItsOwn.test(name)),
      });
      expect(shapeOf(foreign)).toEqual(shapeOf(none));
      expect(await seenBy(them)).toEqual(before);
      await them.get(`/uploads/${theirs['uploadId']}`).expect(200);
    },
  );

  it('row 28: answers in the same time as what is nobody’s', async () => {
    const rounds = 60;
    for (const endpoint of withIds) {
      const tookMs: Record<'foreign' | 'missing', number[]> = { foreign: [], missing: [] };
      for (let round = 0; round < rounds; round++) {
        const missing = missingThings();
        const kinds = round % 2 === 0 ? (['foreign', 'missing'] as const) : (['missing', 'foreign'] as const);
        for (const kind of kinds) {
          const asked = await ask(endpoint, me, fillWith(kind === 'foreign' ? theirs : missing));
          tookMs[kind].push(asked.tookMs);
        }
      }
      const medianOf = (times: number[]) => times.toSorted((a, b) => a - b)[rounds / 2] ?? 0;
      const apartMs = Math.abs(medianOf(tookMs.foreign) - medianOf(tookMs.missing));
      expect(apartMs, endpoint.name).toBeLessThan(5);
    }
  }, 120_000);

  it('row 28: is in no list and no answer of one’s own', async () => {
    const secrets = [...Object.values(theirs), them.session.user.id, them.address];
    // Somebody who has asked for nothing of theirs: what was refused stands, by its id, in one's own record.
    const stranger = await signedInClient(portal);
    const reading = endpoints.filter((endpoint) => endpoint.method === 'GET' && namesIn(endpoint).length === 0);
    for (const endpoint of reading) {
      const { method, path, query } = sampleRequest(endpoint, fillWith({}));
      expect(method).toBe('GET');
      for (const asked of [{}, query]) {
        const answer = await untilItSpeaks(endpoint, stranger.get(path).query(asked));
        const said = `${answer.text}${JSON.stringify([answer.body, answer.headers])}`;
        for (const secret of secrets) expect(said, endpoint.name).not.toContain(secret);
      }
    }
    const aboutTheirs = await stranger.get('/activity').query({ documentId: theirs['documentId'] }).expect(200);
    expect(aboutTheirs.body.items).toEqual([]);
  });
});

describe('a field that nobody asked for', () => {
  const smuggled = [
    'ownerId',
    'userId',
    'recordId',
    'id',
    'role',
    'isAdmin',
    'state',
    'sha256',
    'storageKey',
    'uploadedAt',
    'verifiedAt',
    'confirmedAt',
    'counter',
    'publicKey',
    'constructor',
    'toString',
  ];

  it.each(endpoints.filter(({ body }) => body !== undefined).map((endpoint) => [endpoint.name, endpoint] as const))(
    'row 29: is refused by its name and changes nothing: %s',
    async (_name, endpoint) => {
      const before = await everything();
      const { path, body } = sampleRequest(endpoint, fillWith(theirs));
      const known = Object.keys(body as object);
      const method = endpoint.method.toLowerCase() as 'post' | 'patch' | 'put' | 'delete';
      for (const field of smuggled.filter((name) => !known.includes(name))) {
        const request = me[method](path);
        const answer = await (endpoint.bodyType === 'multipart/form-data'
          ? request.field(field, 'x').attach('file', pdfSaying(field), 'scan.pdf')
          : request.send({ ...(body as object), [field]: 'x' }));
        expect([field, answer.status, answer.body.code]).toEqual([field, 400, 'invalid_request']);
        expect(JSON.stringify(answer.body.errors ?? answer.body.detail)).toContain(field);
      }
      expect(await everything()).toEqual(before);
    },
  );

  it('row 29: cannot come as a prototype either', async () => {
    for (const [path, method] of [
      ['/account', 'patch'],
      ['/passkeys', 'post'],
    ] as const) {
      const answer = await me[method](path)
        .set('Content-Type', 'application/json')
        .send('{"name":"x","__proto__":{"isAdmin":true}}');
      expect(answer.status).toBe(400);
    }
    expect(({} as Record<string, unknown>)['isAdmin']).toBeUndefined();
  });

  it.each(endpoints.filter(({ query }) => query !== undefined).map((endpoint) => [endpoint.name, endpoint] as const))(
    'row 29: is refused in a query too: %s',
    async (_name, endpoint) => {
      const { path, method } = sampleRequest(endpoint, fillWith(theirs));
      const name = method.toLowerCase() as Lowercase<Endpoint['method']>;
      for (const field of ['ownerId', 'recordId']) {
        const answer = await me[name](path).query({ [field]: them.session.user.id });
        expect([field, answer.status]).toEqual([field, 400]);
      }
    },
  );
});

/** Every row that somebody could want to set, whoever it belongs to. */
async function everything(): Promise<unknown> {
  const tables = ['documents', 'uploads', 'users', 'user_contacts', 'record_access', 'passkeys'];
  return Promise.all(tables.map((table) => askDatabase(portal.database, `select * from ${table} order by 1, 2`)));
}
