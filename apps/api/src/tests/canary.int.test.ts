import { readdir } from 'node:fs/promises';
import type { Endpoint } from '@portal/contract/endpoint';
import { endpoints } from '@portal/contract/endpoints';
import { newId } from '@portal/core/new-id';
import { secret } from '@portal/core/secret';
import { askDatabase } from '@portal/testing/ask-database';
import { dumpRedis } from '@portal/testing/dump-redis';
import { askInternally } from '@portal/testing/internal-answers';
import { testRedis } from '@portal/testing/redis';
import { askForCode, readCode, signedInClient } from '@portal/testing/signed-in-client';
import type { SignedInClient } from '@portal/testing/signed-in-client';
import { createTestDatabase } from '@portal/testing/postgres';
import type { TestDatabase } from '@portal/testing/postgres';
import { startTcpProxy } from '@portal/testing/tcp-proxy';
import type { TcpProxy } from '@portal/testing/tcp-proxy';
import { createTestClient } from '@portal/testing/test-client';
import type { TestClient } from '@portal/testing/test-client';
import { startTestPortal } from '@portal/testing/test-portal';
import type { TestPortal } from '@portal/testing/test-portal';
import { addDocument, sendPdf } from '@portal/testing/upload-tools';
import { sendNotices } from '@portal/testing/worker-tools';
import { afterAll, beforeAll, describe, expect, it, vi } from 'vitest';
import { canary, codesIn, fillOf, found, spellingsOf, tablesWith } from './canary.ts';
import { ask, untilItSpeaks } from './walk-contract.ts';
import type { Answer } from './walk-contract.ts';

/** The codes that were sent: as secret as the rest, and in the messages only. */
const codes = new Set<string>();
const answers: Answer[] = [];
const printed: string[] = [];
const dumps: string[] = [];
/** What those who run the portal were told of it. */
const told: string[] = [];

let portal: TestPortal;
let redisUrl: string;
let database: TestDatabase;
const proxies: TcpProxy[] = [];

async function signIn(address: string): Promise<TestClient> {
  const client = createTestClient(portal);
  const asked = await askForCode(client, address);
  const code = await readCode(portal, address, asked);
  codes.add(code);
  const wrong = code === '000000' ? '000001' : '000000';
  answers.push(await client.post('/sign-in/sessions').send({ challengeId: asked.challengeId, code: wrong }));
  answers.push(await client.post('/sign-in/sessions').send({ challengeId: asked.challengeId, code }));
  expect(answers.at(-1)?.status).toBe(201);
  return client;
}

async function live(client: TestClient): Promise<string> {
  const { id } = await addDocument(client as SignedInClient, canary.title, { title: canary.title });
  for (const disposition of ['inline', 'attachment']) {
    const opened = await client.get(`/documents/${id}/content?disposition=${disposition}`).expect(302);
    answers.push(opened, await client.agent.get(opened.headers['location'] as string));
  }
  answers.push(
    await client.patch(`/documents/${id}`).send({ note: canary.note }),
    await sendPdf(client as SignedInClient, Buffer.from('no PDF'), canary.fileName),
    await sendPdf(client as SignedInClient, Buffer.from('%PDF-1.7 canary'), canary.fileName),
    await client.get('/documents').query({ q: canary.title, sort: 'title', limit: 1 }),
    await client.get('/activity'),
    await client.get('/activity.csv'),
    await client.patch('/account').send({ name: canary.name }),
  );
  return id;
}

/** What nobody would send, with a canary in each place that can hold one. */
async function disturb(client: TestClient, endpoint: Endpoint): Promise<void> {
  const { method } = endpoint;
  const path = endpoint.path.replaceAll(/:\w+/g, encodeURIComponent(canary.title));
  const call = () => client[method.toLowerCase() as 'get'](path).redirects(0);
  answers.push(await untilItSpeaks(endpoint, call().query({ [canary.title]: canary.address })));
  if (method === 'GET') return;
  answers.push(
    await call().type('json').send(`{"${canary.title}": "${canary.address}`),
    await call().send({ [canary.name]: canary.note }),
    await call()
      .set('Origin', `https://${canary.name.replace(' ', '.')}.example`)
      .send({}),
    await call()
      .set('Cookie', `portal_session=${encodeURIComponent(canary.address)}`)
      .send({ title: canary.title }),
  );
}

async function walk(): Promise<void> {
  for (const endpoint of endpoints) {
    const client = await signIn(canary.address);
    const own = await addDocument(client as SignedInClient, `${canary.title} ${newId()}`, { title: canary.title });
    for (const documentId of [newId(), own.id]) {
      answers.push((await ask(endpoint, client, fillOf(endpoint, { documentId }), canary.fileName)).answer);
    }
    answers.push((await ask(endpoint, createTestClient(portal), fillOf(endpoint), canary.fileName)).answer);
    await disturb(await signedInClient(portal), endpoint);
  }
}

async function tell(): Promise<void> {
  for (const path of ['/metrics', '/health']) told.push((await askInternally(portal, path)).text);
}

/** The same while nothing that the portal needs is there: what is said of faults is written down too. */
async function walkWithout(client: TestClient): Promise<void> {
  for (const { set } of proxies) set('refused');
  for (const endpoint of endpoints) answers.push((await ask(endpoint, client, fillOf(endpoint))).answer);
  await tell();
  for (const { set } of proxies) set('open');
}

beforeAll(async () => {
  for (const stream of [process.stdout, process.stderr]) {
    const write = stream.write.bind(stream);
    vi.spyOn(stream, 'write').mockImplementation((...input: Parameters<typeof write>) => {
      printed.push(String(input[0]));
      return write(...input);
    });
  }
  database = await createTestDatabase();
  ({ url: redisUrl } = await testRedis());
  const [postgres, redis] = await Promise.all([startTcpProxy(database.applicationUrl), startTcpProxy(redisUrl)]);
  proxies.push(postgres, redis);
  const config = { databaseUrl: secret(postgres.url), redisUrl: secret(redis.url), logLevel: 'debug' } as const;
  portal = await startTestPortal({ config });
}, 60_000);
afterAll(async () => {
  await portal.stop();
  for (const { close } of proxies) await close();
  await database.drop();
  vi.restoreAllMocks();
});

const foundWithCodes = (text: string) => [...found(text), ...codesIn(text, codes)];

describe('a canary that goes through every flow, errors included', () => {
  beforeAll(async () => {
    const client = await signIn(canary.address);
    await live(client);
    await live(await signIn(canary.phone));
    dumps.push(await dumpRedis(redisUrl));
    await walk();
    dumps.push(await dumpRedis(redisUrl));
    await sendNotices({ worker: portal.worker, database });
    await walkWithout(client);
    await tell();
  }, 120_000);

  it('row 33: is where it belongs, so that it would be found elsewhere too', async () => {
    const [row] = await askDatabase(database, 'select title, file_name from documents where note = $1', [canary.note]);
    expect(row?.['title']).toBe(canary.title);
    expect(await tablesWith(database)).toEqual(expect.arrayContaining(['documents', 'user_contacts', 'users']));
    expect(codes.size).toBeGreaterThan(endpoints.length / 2);
    expect(found(JSON.stringify(spellingsOf(canary.title)))).not.toEqual([]);
    expect(new Set(answers.map(({ status }) => Math.floor(status / 100)))).toEqual(new Set([2, 3, 4, 5]));
  });

  it('row 33: is in no line of the log, at its most talkative, and nothing is printed past it', () => {
    expect(portal.logLines.length).toBeGreaterThan(endpoints.length * 5);
    expect(portal.logLines.filter((line) => foundWithCodes(line).length > 0)).toEqual([]);
    expect(printed.filter((text) => foundWithCodes(text).length > 0)).toEqual([]);
  });

  it('row 33: is in nothing that is counted or told of how the portal does, and no id either', () => {
    const text = told.join('\n');
    expect(text).toMatch(/portal_http_problems_total\{method="POST",route="\/api\/v1\/documents",code="\w+"\} \d/);
    expect(text).toContain('"status": "down"');
    expect(foundWithCodes(text)).toEqual([]);
    const cookies = answers.map(({ headers }) => String(headers['set-cookie'] ?? '')).join();
    const tokens = [...cookies.matchAll(/=([\w.%-]{20,})/g)].map(([, token = '']) => token);
    expect(tokens.length).toBeGreaterThan(10);
    expect(tokens.filter((token) => text.includes(token))).toEqual([]);
    expect(text).not.toMatch(/[0-9a-f]{8}-[0-9a-f]{4}-|@|127\.0\.0\.1|localhost/);
  });

  it('row 33: is in no key and no value of Redis', () => {
    expect(dumps.join('\n')).toContain('portal:session:');
    expect(dumps.flatMap(foundWithCodes)).toEqual([]);
  });

  it('row 33: is in no table but those of people and documents, and never in the activity record', async () => {
    const tables = await tablesWith(database);
    const ofPatients = ['documents', 'passkeys', 'uploads', 'user_contacts', 'users'];
    expect(tables.filter((table) => !ofPatients.includes(table))).toEqual([]);
  });

  it('row 33: is in no message, but for the code and the address it goes to', async () => {
    const messages = await portal.readMailbox();
    expect(messages.length).toBeGreaterThan(10);
    expect(messages.some(({ text }) => text.includes('checked and ready for you'))).toBe(true);
    expect(messages.some(({ html }) => html?.startsWith('<!doctype html>'))).toBe(true);
    const written = messages.map(({ subject, text, html }) => `${subject}\n${text}\n${html}`);
    expect(written.filter((text) => found(text).length > 0)).toEqual([]);
    expect(messages.filter(({ subject }) => codesIn(subject, codes).length > 0)).toEqual([]);
  });

  it('row 33: is in no URL that the portal gives out, and no refusal repeats it', () => {
    const urls = answers.map(({ headers }) => String(headers['location'] ?? ''));
    expect(urls.filter((url) => foundWithCodes(url).length > 0)).toEqual([]);
    // The name of a field that is unknown is told, so that it can be found; what was in it is not.
    const refusals = answers
      .filter(({ status }) => status >= 400)
      .map(({ text }) => text.replaceAll(/"field":"[^"]*"/g, ''));
    expect(refusals.filter((text) => foundWithCodes(text).length > 0)).toEqual([]);
  });

  it('row 33: is in the name of no file', async () => {
    const names = await readdir(portal.config.dataFolder, { recursive: true });
    expect(names.length).toBeGreaterThan(10);
    expect(names.filter((name) => foundWithCodes(name).length > 0)).toEqual([]);
  });
});
