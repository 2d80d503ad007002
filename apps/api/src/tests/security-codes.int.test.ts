import type { CodeSent } from '@portal/contract/identity';
import { dumpRedis, lifeOfKey } from '@portal/testing/dump-redis';
import { askForCode, newAddress, readCode, signedInClient } from '@portal/testing/signed-in-client';
import { createTestClient } from '@portal/testing/test-client';
import type { TestClient } from '@portal/testing/test-client';
import { startTestPortal } from '@portal/testing/test-portal';
import type { TestPortal } from '@portal/testing/test-portal';
import { afterAll, beforeAll, describe, expect, it } from 'vitest';

const minutes = 60_000;
const backOffMs = 15 * minutes;
const wrongFor = (code: string): string => (code === '000000' ? '000001' : '000000');
const attempt = (client: TestClient, challengeId: string, code: string) =>
  client.post('/sign-in/sessions').send({ challengeId, code });

type Asked = { client: TestClient; challengeId: string; code: string };

async function askAs(client: TestClient, portal: TestPortal, address: string): Promise<Asked> {
  const asked = await askForCode(client, address);
  return { client, challengeId: asked.challengeId, code: await readCode(portal, address, asked) };
}

const failFiveTimes = async ({ client, challengeId, code }: Asked): Promise<void> => {
  for (let i = 0; i < 5; i++) await attempt(client, challengeId, wrongFor(code));
};

describe.each(['redis', 'memory'] as const)('codes, kept in %s', (stores) => {
  let portal: TestPortal;
  beforeAll(async () => {
    portal = await startTestPortal({ stores });
  });
  afterAll(() => portal.stop());
  const ask = (address: string): Promise<Asked> => askAs(createTestClient(portal), portal, address);

  it('row 3: of 50 parallel right codes one makes a session', async () => {
    const { client, challengeId, code } = await ask(newAddress());
    const answers = await Promise.all(Array.from({ length: 50 }, () => attempt(client, challengeId, code)));
    expect(answers.filter(({ status }) => status === 201)).toHaveLength(1);
    expect(answers.filter(({ status }) => status === 401)).toHaveLength(49);
  });

  it('row 3: of 500 parallel wrong codes five are counted, and then the right one is refused', async () => {
    const address = newAddress();
    const { client, challengeId, code } = await ask(address);
    const answers = await Promise.all(Array.from({ length: 500 }, () => attempt(client, challengeId, wrongFor(code))));
    const details = Map.groupBy(answers, ({ body }) => body.detail as string);
    expect([...details.values()].map(({ length }) => length).toSorted((a, b) => a - b)).toEqual([5, 495]);
    await attempt(client, challengeId, code).expect(401);
    // Five of the ten that lock: the next code still works.
    const next = await ask(address);
    await attempt(next.client, next.challengeId, next.code).expect(201);
  });

  it('row 4: 20 rounds of asking and five wrong codes lock the address, and the right code is refused', async () => {
    const address = newAddress();
    const client = createTestClient(portal);
    for (let round = 0; round < 20; round++) await failFiveTimes(await askAs(client, portal, address));
    const last = await ask(address);
    const refused = await attempt(last.client, last.challengeId, last.code).expect(429);
    expect(refused.body).toMatchObject({ code: 'too_many_requests', detail: expect.stringContaining('15 minutes') });
    expect(Number(refused.get('Retry-After'))).toBeGreaterThan(14 * 60);
    expect(Number(refused.get('Retry-After'))).toBeLessThanOrEqual(15 * 60);
  });

  it('row 4: somebody else can lock an address for the back-off at most, and by no try of another browser', async () => {
    const [victim, bystander] = [newAddress(), newAddress()];
    const own = await ask(victim);
    const eve = createTestClient(portal);
    // Eve's browser holds no ticket for the victim's challenge: however often she tries there, nothing counts.
    await askForCode(eve, newAddress());
    for (let i = 0; i < 30; i++) await attempt(eve, own.challengeId, '000000').expect(401);
    await attempt(own.client, own.challengeId, own.code).expect(201);
    // What she asks for in the victim's name counts, and locks nobody else.
    for (let i = 0; i < 2; i++) await failFiveTimes(await askAs(eve, portal, victim));
    const locked = await ask(victim);
    const refused = await attempt(locked.client, locked.challengeId, locked.code).expect(429);
    expect(Number(refused.get('Retry-After'))).toBeLessThanOrEqual(backOffMs / 1000);
    const other = await ask(bystander);
    await attempt(other.client, other.challengeId, other.code).expect(201);
  });

  it('row 5: a code of one challenge is worth nothing with another, and costs it nothing', async () => {
    const [mine, theirs] = [await ask(newAddress()), await ask(newAddress())];
    for (let i = 0; i < 10; i++) await attempt(theirs.client, mine.challengeId, mine.code).expect(401);
    for (let i = 0; i < 10; i++) await attempt(createTestClient(portal), mine.challengeId, mine.code).expect(401);
    await attempt(mine.client, mine.challengeId, mine.code).expect(201);
    await attempt(theirs.client, theirs.challengeId, theirs.code).expect(201);
  });

  it('row 5: no code, address or browser secret stands in the store or in the log', async () => {
    const address = newAddress();
    const { code } = await ask(address);
    const { redisUrl } = portal.config;
    const seen = [...portal.logLines, redisUrl ? await dumpRedis(redisUrl.reveal()) : ''].join('\n');
    expect(seen).not.toMatch(new RegExp(`\\b${code}\\b`));
    expect(seen).not.toContain(address.split('@')[0]);
    expect(seen).not.toContain('127.0.0.1');
  });

  it('row 9: one person is one account, however the address is spelt', async () => {
    const address = newAddress();
    const spellings = [address, ` ${address.toUpperCase()} `, address.replace('@', '＠'), address.replace('a', 'ａ')];
    const ids = new Set<string>();
    for (const spelling of spellings) {
      const client = createTestClient(portal);
      const body = { channel: 'email', address: spelling };
      const { body: asked } = await client.post('/sign-in/codes').send(body).expect(202);
      const code = await readCode(portal, address, asked as CodeSent);
      ids.add((await attempt(client, (asked as CodeSent).challengeId, code).expect(201)).body.user.id as string);
    }
    expect(ids.size).toBe(1);
  });

  it.each([
    'a@example.org, b@example.org',
    'a@example.org;b@example.org',
    'a@example.org\r\nBcc: b@example.org',
    'a@example.org\u0000',
    ['a@example.org', 'b@example.org'],
    { toString: 'a@example.org' },
  ])('row 9: %j is refused, and nobody gets a message', async (address) => {
    const before = (await portal.readMailbox()).length;
    await createTestClient(portal).post('/sign-in/codes').send({ channel: 'email', address }).expect(400);
    expect(await portal.readMailbox()).toHaveLength(before);
  });
});

describe('codes, while time passes', () => {
  let portal: TestPortal;
  let offsetMs = 0;
  beforeAll(async () => {
    portal = await startTestPortal({ now: () => new Date(Date.now() + offsetMs) });
  });
  afterAll(() => portal.stop());

  it('row 4: the lock ends by itself, doubles up to a day, and a success forgets it', async () => {
    const address = newAddress();
    const client = createTestClient(portal);
    const waits: number[] = [];
    for (let round = 0; round < 9; round++) {
      for (let i = 0; i < 2; i++) await failFiveTimes(await askAs(client, portal, address));
      const { challengeId, code } = await askAs(client, portal, address);
      const refused = await attempt(client, challengeId, code).expect(429);
      waits.push(Number(refused.get('Retry-After')) * 1000);
      offsetMs += (waits.at(-1) ?? 0) + 1_000;
    }
    const expected = waits.map((_, round) => Math.min(backOffMs * 2 ** round, 24 * 60 * minutes));
    for (const [i, wait] of waits.entries()) expect(Math.abs(wait - (expected[i] ?? 0))).toBeLessThan(60_000);
    await signedInClient(portal, address);
    await failFiveTimes(await askAs(client, portal, address));
    await signedInClient(portal, address);
  });

  it('row 4: a code that came before the lock is good after it, until its own end', async () => {
    const address = newAddress();
    const client = createTestClient(portal);
    for (let i = 0; i < 2; i++) await failFiveTimes(await askAs(client, portal, address));
    offsetMs += backOffMs - minutes;
    const { challengeId, code } = await askAs(client, portal, address);
    await attempt(client, challengeId, code).expect(429);
    offsetMs += 2 * minutes;
    await attempt(client, challengeId, code).expect(201);
  });

  it('row 1: are good for 299 seconds, and not for 301', async () => {
    for (const [ageMs, status] of [
      [299_000, 201],
      [301_000, 401],
    ] as const) {
      const { client, challengeId, code } = await askAs(createTestClient(portal), portal, newAddress());
      offsetMs += ageMs;
      await attempt(client, challengeId, code).expect(status);
    }
  });
});

describe('the clock of an instance', () => {
  it.each([-10, 10])('row 1: makes no code live longer or shorter, %i minutes off', async (offMinutes) => {
    const portal = await startTestPortal({
      stores: 'redis',
      now: () => new Date(Date.now() + offMinutes * minutes),
    });
    const client = createTestClient(portal);
    const address = newAddress();
    const asked = await askForCode(client, address);
    await expect.poll(async () => (await portal.readMailbox(address)).length).toBe(1);
    const [message] = await portal.readMailbox(address);
    const code = /\b(\d{6})\b/.exec(message?.text ?? '')?.[1] ?? '';
    const redisUrl = portal.config.redisUrl?.reveal() ?? '';
    const lifeMs = await lifeOfKey(redisUrl, `portal:challenge:${asked.challengeId}`);
    expect(lifeMs).toBeGreaterThan(5 * minutes - 10_000);
    expect(lifeMs).toBeLessThanOrEqual(5 * minutes);
    await attempt(client, asked.challengeId, code).expect(201);
    await portal.stop();
  });
});

describe('what is answered about an address', () => {
  it('row 6: is the same for one with an account and one without, body and headers', async () => {
    const portal = await startTestPortal({ stores: 'redis' });
    const known = (await signedInClient(portal)).address;
    const shapeOf = async (address: string) => {
      const { status, body, headers } = await createTestClient(portal)
        .post('/sign-in/codes')
        .send({ channel: 'email', address });
      const own = ['date', 'x-request-id', 'set-cookie', 'ratelimit'];
      return {
        status,
        fields: Object.keys(body as object),
        sentTo: body.sentTo as string,
        headers: Object.fromEntries(Object.entries(headers).filter(([name]) => !own.includes(name))),
        cookie: String(headers['set-cookie']).replace(/=[\w-]{20,}/, '=…'),
        cookieLength: String(headers['set-cookie']).length,
      };
    };
    expect(await shapeOf(known)).toEqual(await shapeOf(newAddress()));
    await portal.stop();
  });
});
