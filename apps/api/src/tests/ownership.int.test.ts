import { randomBytes } from 'node:crypto';
import type { Endpoint } from '@portal/contract/endpoint';
import { endpoints } from '@portal/contract/endpoints';
import { newId } from '@portal/core/new-id';
import { askDatabase } from '@portal/testing/ask-database';
import { signedInClient } from '@portal/testing/signed-in-client';
import type { SignedInClient } from '@portal/testing/signed-in-client';
import { startTestPortal } from '@portal/testing/test-portal';
import type { TestPortal } from '@portal/testing/test-portal';
import { startUpload } from '@portal/testing/part-tools';
import { addDocument, pdfOfSize } from '@portal/testing/upload-tools';
import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import type { Fill } from './sample-request.ts';
import { sampleRequest } from './sample-request.ts';
import { ask } from './walk-contract.ts';

let portal: TestPortal;
let owner: SignedInClient;
/** One of each thing that an address of the portal can name, by the name of its parameter. */
let ids: Record<string, string>;

beforeAll(async () => {
  portal = await startTestPortal();
  owner = await signedInClient(portal);
  const userId = owner.session.user.id;
  const idOf = async (table: string) =>
    String((await askDatabase(portal.database, `select id from ${table} where user_id = $1`, [userId]))[0]?.['id']);
  const passkeyId = newId();
  await askDatabase(
    portal.database,
    `insert into passkeys (id, user_id, credential_id, public_key, counter, transports, name, created_at)
     values ($1, $2, 'a credential', '', 0, '{}', 'a key', now())`,
    [passkeyId, userId],
  );
  const { id: documentId, sha256 } = await addDocument(owner, 'of the owner');
  const { id: uploadId } = await startUpload(owner, pdfOfSize(100));
  ids = {
    documentId,
    sha256,
    uploadId,
    partNumber: '1',
    passkeyId,
    sessionId: await idOf('sessions'),
    contactId: await idOf('user_contacts'),
  };
});
afterAll(() => portal.stop());

const parametersOf = ({ path }: Endpoint) => [...path.matchAll(/:(\w+)/g)].map(([, name = '']) => name);
const named = (list: readonly Endpoint[]) => list.map((endpoint) => [endpoint.name, endpoint] as const);
const aboutOneThing = endpoints.filter((endpoint) => parametersOf(endpoint).length > 0);
const fill = (of: Record<string, string>): Fill => ({ ids: of, textOf: () => 'word' });

/** What is the same for all that is not there: every answer has a number and a time of its own. */
async function asked(endpoint: Endpoint, client: SignedInClient, of: Record<string, string>) {
  const { answer } = await ask(endpoint, client, fill(of));
  const headers = Object.entries(answer.headers as Record<string, string>).filter(
    ([name]) => !['date', 'x-request-id'].includes(name) && !name.startsWith('ratelimit'),
  );
  return { status: answer.status, body: { ...(answer.body as object), instance: '' }, headers };
}

describe('what is somebody else’s', () => {
  it('row 28: is named by parameters that are all tried here', () => {
    expect(aboutOneThing.flatMap(parametersOf).filter((name) => !(name in ids))).toEqual([]);
    expect(aboutOneThing.length).toBeGreaterThanOrEqual(9);
  });

  it.each(named(aboutOneThing))(
    'row 28: answers %s like what never was, and stays as it is',
    async (_name, endpoint) => {
      const stranger = await signedInClient(portal);
      const never = Object.fromEntries(Object.keys(ids).map((name) => [name, newId()]));
      const missing = { ...never, sha256: randomBytes(32).toString('hex'), partNumber: '1' };
      const foreign = await asked(endpoint, stranger, ids);
      expect(foreign).toEqual(await asked(endpoint, stranger, missing));
      expect(foreign.status).toBe(404);
      await owner.get(`/documents/${ids['documentId']}`).expect(200);
      await owner.get(`/uploads/${ids['uploadId']}`).expect(200);
      expect((await owner.get('/sessions').expect(200)).body).toMatchObject({ items: [{ id: ids['sessionId'] }] });
      const { body } = await owner.get('/passkeys').expect(200);
      expect(body).toMatchObject({ items: [{ id: ids['passkeyId'], name: 'a key' }] });
      expect((await owner.get('/account').expect(200)).body).toMatchObject({
        account: { contacts: [{ id: ids['contactId'] }] },
      });
    },
  );

  it('row 28: takes the same time as what never was', async () => {
    const stranger = await signedInClient(portal);
    const times = { foreign: [] as number[], missing: [] as number[] };
    for (let i = 0; i < 100; i++) {
      for (const [kind, id] of [
        ['foreign', ids['documentId']],
        ['missing', newId()],
      ] as const) {
        const startedAt = performance.now();
        await stranger.get(`/documents/${id}`).expect(404);
        times[kind].push(performance.now() - startedAt);
      }
    }
    const medianOf = (list: number[]) => list.toSorted((a, b) => a - b)[list.length / 2]!;
    expect(Math.abs(medianOf(times.foreign) - medianOf(times.missing))).toBeLessThan(5);
  });
});

describe('a body', () => {
  const taking = endpoints.filter(({ body, bodyType }) => body !== undefined && bodyType === undefined);
  const reserved = ['ownerId', 'userId', 'recordId', 'state', 'sha256', 'storageKey', 'role', 'id', 'isAdmin'];

  it.each(named(taking))('row 29: of %s sets nothing that it does not name', async (_name, endpoint) => {
    const { path, body, method } = sampleRequest(endpoint, fill(ids));
    const before = await everything();
    for (const field of reserved.filter((name) => !(name in (body as object)))) {
      const call = owner[method.toLowerCase() as 'post'](path);
      const answer = await call.send({ ...(body as object), [field]: newId() });
      expect([field, answer.status, answer.body.code]).toEqual([field, 400, 'invalid_request']);
      expect(JSON.stringify(answer.body.errors)).toContain(field);
    }
    expect(await everything()).toEqual(before);
  });

  it.each(named(endpoints.filter(({ query }) => query !== undefined)))(
    'row 29: nor does an address of %s',
    async (_name, endpoint) => {
      const { path, method } = sampleRequest(endpoint, fill({ ...ids, documentId: newId() }));
      const call = owner[method.toLowerCase() as 'get'](path).query({ recordId: newId() });
      expect((await call).status).toBe(400);
    },
  );

  it('row 29: of a form sets nothing that it does not name', async () => {
    const before = await everything();
    for (const field of reserved) {
      const upload = owner.post('/documents').field(field, newId());
      const answer = await upload.attach('file', Buffer.from('%PDF-1.7'), 'scan.pdf');
      expect([field, answer.status]).toEqual([field, 400]);
    }
    expect(await everything()).toEqual(before);
  });
});

/** Every row that a patient could want to change, but for when a session was last used. */
async function everything(): Promise<unknown> {
  const tables = ['documents', 'uploads', 'upload_parts', 'users', 'user_contacts', 'record_access', 'passkeys'];
  return Promise.all(tables.map((table) => askDatabase(portal.database, `select * from ${table} order by 1, 2`)));
}
