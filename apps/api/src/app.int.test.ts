import { randomUUID } from 'node:crypto';
import { once } from 'node:events';
import { request as httpRequest } from 'node:http';
import type { IncomingMessage } from 'node:http';
import type { Endpoint } from '@portal/contract/endpoint';
import { endpoints } from '@portal/contract/endpoints';
import { getPortal } from '@portal/contract/portal.endpoints';
import { Problem } from '@portal/contract/problem';
import { askDatabase } from '@portal/testing/ask-database';
import { signedInClient } from '@portal/testing/signed-in-client';
import type { SignedInClient } from '@portal/testing/signed-in-client';
import { createTestClient } from '@portal/testing/test-client';
import { startTestPortal } from '@portal/testing/test-portal';
import type { TestPortal } from '@portal/testing/test-portal';
import { openConnection, requestHead } from '@portal/testing/upload-tools';
import type { RequestHandler } from 'express';
import { pino } from 'pino';
import { afterAll, beforeAll, describe, expect, it, vi } from 'vitest';
import { createApp } from './app.ts';
import { createCookieJar } from './http/cookies.ts';
import { createMetrics } from './metrics/metrics.ts';
import { startServer } from './server.ts';

const pass: RequestHandler = (_request, _response, next) => next();
const rateLimits = { byNetwork: pass, bySession: pass };

let portal: TestPortal;
let client: SignedInClient;
beforeAll(async () => {
  portal = await startTestPortal({ stores: 'redis' });
  client = await signedInClient(portal);
});
afterAll(() => portal.stop());

const pathOf = ({ path }: Endpoint) => `/api/v1${path.replaceAll(/:\w+/g, randomUUID())}`;
const writes = endpoints.filter(({ method }) => method !== 'GET');
const ours = { 'X-Requested-With': 'fetch' };

async function call(path: string, method = 'GET', headers: Record<string, string> = {}, body?: string) {
  const answer = await fetch(portal.url + path, { method, headers, redirect: 'manual', ...(body ? { body } : {}) });
  return { status: answer.status, headers: answer.headers, text: await answer.text() };
}

describe('every endpoint of the contract', () => {
  it.each(endpoints.filter(({ access }) => access === 'session').map((endpoint) => [endpoint.name, endpoint] as const))(
    '%s answers 401 without a session',
    async (_name, endpoint) => {
      const answer = await call(pathOf(endpoint), endpoint.method, { ...ours, Origin: portal.url });
      expect(answer.status).toBe(401);
      expect(Problem.parse(JSON.parse(answer.text)).code).toBe('sign_in_required');
    },
  );

  it('is public only where that is written down', () => {
    const open = endpoints.filter(({ access }) => access === 'public').map(({ name }) => name);
    expect(open).toEqual(['getPortal', 'askForCode', 'signIn', 'askForPasskeySignIn', 'signInWithPasskey']);
  });

  it.each(endpoints.map((endpoint) => [endpoint.name, endpoint] as const))('%s is served', async (_name, endpoint) => {
    const answer = await call(pathOf(endpoint), endpoint.method, { ...ours, Origin: portal.url });
    expect(answer.text).not.toContain('"not_found"');
    expect(answer.status).not.toBe(405);
  });
});

describe('a write that comes from another site', () => {
  const foreign: [string, (url: string) => Record<string, string>][] = [
    ['without an origin', () => ours],
    ['from another origin', () => ({ ...ours, Origin: 'https://evil.example' })],
    ['from no origin at all', () => ({ ...ours, Origin: 'null' })],
    ['from a host that looks alike', (url) => ({ ...ours, Origin: `${url}.evil.example` })],
    ['from another port', (url) => ({ ...ours, Origin: url.replace(/\d+$/, '1') })],
    ['from https in the place of http', (url) => ({ ...ours, Origin: url.replace('http:', 'https:') })],
    ['as a form would send it', (url) => ({ Origin: url })],
    ['as a form with another script’s header', (url) => ({ Origin: url, 'X-Requested-With': 'XMLHttpRequest' })],
    ['with an address that only refers to us', (url) => ({ ...ours, Referer: `${url}/` })],
  ];

  it.each(foreign)('row 14: %s is refused everywhere, multipart too, and leaves nothing', async (_name, headersOf) => {
    const cookie = await cookieOf(client);
    for (const endpoint of writes) {
      for (const type of ['application/json', 'multipart/form-data; boundary=x', 'text/plain']) {
        const headers = { ...headersOf(portal.url), Cookie: cookie, 'Content-Type': type };
        const answer = await call(pathOf(endpoint), endpoint.method, headers, '{}');
        expect([endpoint.name, answer.status]).toEqual([endpoint.name, 403]);
        expect(JSON.parse(answer.text).code).toBe('cross_site_request');
      }
    }
    await client.get('/session').expect(200);
    expect(await askDatabase(portal.database, 'select from documents')).toEqual([]);
    expect(await askDatabase(portal.database, 'select from passkeys')).toEqual([]);
    expect(await askDatabase(portal.database, 'select from user_contacts')).toHaveLength(1);
    expect((await client.get('/sessions')).body.items).toHaveLength(1);
  });

  it('row 15: is never invited: no CORS header, whoever asks', async () => {
    const { port } = new URL(portal.url);
    const lookalikes = [
      `${portal.url}.evil.example`,
      `http://localhost.evil.example:${port}`,
      `http://xlocalhost:${port}`,
    ];
    for (const Origin of ['null', 'https://evil.example', ...lookalikes, portal.url]) {
      const preflight = { Origin, 'Access-Control-Request-Method': 'POST' };
      for (const answer of [
        await call('/api/v1/documents', 'OPTIONS', preflight),
        await call('/api/v1/portal', 'GET', { Origin }),
      ]) {
        expect([...answer.headers.keys()].filter((name) => name.startsWith('access-control'))).toEqual([]);
      }
    }
  });
});

describe('every answer', () => {
  it.each([
    ['/livez', 200],
    ['/readyz', 200],
    ['/api/v1/portal', 200],
    ['/api/v1/openapi.json', 200],
    ['/api/docs', 200],
    ['/dev/mailbox', 200],
    ['/dev/mailbox.json', 200],
    ['/api/v1/session', 401],
    ['/api/v1/documents?limit=-1', 401],
    ['/api/nothing', 404],
    ['/nothing', 404],
    ['/api/v1/documents/%E0%A4%A', 400],
    ['/%', 404],
    ['/api/v1/%2e%2e/%00', 404],
  ])('%s carries the headers that protect it (%i)', async (path, status) => {
    const answer = await call(path);
    expect(answer.status).toBe(status);
    const { headers } = answer;
    expect(headers.get('content-security-policy')).toMatch(
      /^default-src 'none'; script-src 'self';.*frame-ancestors 'none'$/,
    );
    expect(headers.get('x-content-type-options')).toBe('nosniff');
    expect(headers.get('referrer-policy')).toBe('no-referrer');
    expect(headers.get('x-frame-options')).toBe('DENY');
    expect(headers.get('cross-origin-resource-policy')).toBe('same-origin');
    expect(headers.get('cross-origin-opener-policy')).toBe('same-origin');
    expect(headers.get('permissions-policy')).toContain('microphone=()');
    expect(headers.get('cache-control')).toBe('no-store');
    expect(headers.get('x-request-id')).toMatch(/^[0-9a-f]{8}-[0-9a-f]{4}-7/);
    expect(headers.get('x-powered-by')).toBeNull();
    expect(headers.get('strict-transport-security')).toBeNull();
  });

  it('that is a no is a problem with the id of the request', async () => {
    for (const path of ['/api/nothing', '/api/v1/session', '/nothing', '/api/v1/documents/x']) {
      const answer = await call(path, 'GET', { Accept: 'text/html' });
      expect(answer.headers.get('content-type')).toContain('application/problem+json');
      const problem = Problem.parse(JSON.parse(answer.text));
      expect(problem).toMatchObject({ status: answer.status, instance: answer.headers.get('x-request-id') });
    }
  });

  it('says which methods there are where the path exists', async () => {
    const answer = await client.put('/session').expect(405);
    expect(answer.body.code).toBe('method_not_allowed');
    expect(answer.get('Allow')).toBe('GET, DELETE');
  });
});

describe('a request that cannot be read', () => {
  const json = { 'Content-Type': 'application/json' };
  it.each([
    ['no JSON', json, '{', 400, 'invalid_request'],
    ['a list in the place of an object', json, '[]', 400, 'invalid_request'],
    ['a bare string', json, '"a"', 400, 'invalid_request'],
    ['an attack on the prototype', json, '{"__proto__":{"channel":"email"},"constructor":{}}', 400, 'invalid_request'],
    ['deep nesting', json, '['.repeat(30_000), 400, 'invalid_request'],
    ['a form', { 'Content-Type': 'application/x-www-form-urlencoded' }, 'channel=email', 415, 'unsupported_media_type'],
    ['no type', { 'Content-Type': '' }, '{}', 415, 'unsupported_media_type'],
    ['another charset', { 'Content-Type': 'application/json; charset=latin1' }, '{}', 415, 'unsupported_media_type'],
    ['an encoding nobody knows', { ...json, 'Content-Encoding': 'zip' }, '{}', 415, 'unsupported_media_type'],
    ['gzip that is none', { ...json, 'Content-Encoding': 'gzip' }, '{}', 400, 'invalid_request'],
    ['more than 64 kB', json, JSON.stringify({ address: 'a'.repeat(70_000) }), 413, 'body_too_large'],
  ])('is a no, not a fault: %s', async (_name, headers, body, status, code) => {
    const answer = await call('/api/v1/sign-in/codes', 'POST', { ...ours, Origin: portal.url, ...headers }, body);
    expect([answer.status, JSON.parse(answer.text).code]).toEqual([status, code]);
  });

  it.each([
    '/api/v1/documents?limit=0',
    '/api/v1/documents?limit=1e9',
    '/api/v1/documents?limit=NaN',
    '/api/v1/documents?limit=1&limit=2',
    '/api/v1/documents?sort=drop%20table',
    '/api/v1/documents?__proto__=1',
    '/api/v1/documents?unknown=1',
    '/api/v1/documents?q=%00',
    '/api/v1/documents?cursor=forged',
    '/api/v1/documents?q=%E0%A4',
  ])('is a no or an answer, never a fault: %s', async (path) => {
    const answer = await call(path, 'GET', { Cookie: await cookieOf(client) });
    expect([200, 400]).toContain(answer.status);
  });

  it.each([
    ['Cookie', 'portal_session=%E0%A4%A; =; ;;; a=b=c; portal_session'],
    ['Cookie', 'x'.repeat(8_000)],
    ['X-Forwarded-For', 'not an address'],
    ['Accept-Language', '*;q=x,,,'],
    ['If-None-Match', '"'.repeat(500)],
    ['Content-Length', '0'],
    ['X-Request-Id', '../../etc/passwd'],
  ])('does no harm with a strange header: %s', async (name, value) => {
    const answer = await call('/api/v1/portal', 'GET', { [name]: value });
    expect(answer.status).toBe(200);
    expect(answer.headers.get('x-request-id')).not.toContain('etc');
  });

  it('does no harm when it breaks off in the middle', async () => {
    const headers = { ...ours, Origin: portal.url, 'Content-Type': 'application/json', 'Content-Length': '1000' };
    const broken = httpRequest(`${portal.url}/api/v1/sign-in/codes`, { method: 'POST', headers });
    const failed = new Promise((resolve) => broken.once('error', resolve));
    broken.write('{"channel":');
    broken.destroy(new Error('gone'));
    await failed;
    expect((await call('/livez')).status).toBe(200);
    expect(portal.logLines.filter((line) => line.includes('unexpected error'))).toEqual([]);
  });
});

describe('a body that nobody reads', () => {
  const pieceInBytes = 64 * 1024;
  const announced = { 'Content-Length': 400 * 1024 * 1024 };
  const unannounced = { 'Transfer-Encoding': 'chunked' };
  const json = { 'Content-Type': 'application/json' };
  const forms = { 'Content-Type': 'multipart/form-data; boundary=x' };

  /** Sends a body without end. Answers what came back once the portal has closed the connection, and what was sent. */
  async function pour(path: string, headers: Record<string, string | number>) {
    const head = requestHead({ Host: new URL(portal.url).host, ...headers }, path);
    const { socket, answer } = openConnection(portal);
    const isChunked = 'Transfer-Encoding' in headers;
    const bytes = Buffer.alloc(pieceInBytes, ' ');
    const piece = isChunked ? Buffer.concat([Buffer.from('10000\r\n'), bytes, Buffer.from('\r\n')]) : bytes;
    socket.write(head);
    while (!socket.destroyed) {
      if (!socket.write(piece)) await Promise.race([new Promise((resolve) => socket.once('drain', resolve)), answer]);
    }
    return { ...(await answer), sentInBytes: socket.bytesWritten };
  }

  it.each([
    ['nobody is signed in', '/api/v1/documents', { ...forms, ...announced }, 401],
    ['nobody is signed in, without a length', '/api/v1/documents', { ...forms, ...unannounced }, 401],
    ['it is too much JSON', '/api/v1/sign-in/codes', { ...json, ...announced }, 413],
    ['it is too much JSON, without a length', '/api/v1/sign-in/codes', { ...json, ...unannounced }, 413],
    ['it is no JSON', '/api/v1/sign-in/codes', { ...forms, ...announced }, 415],
    ['there is nothing', '/api/v1/nothing', { ...json, ...announced }, 404],
    [
      'it comes from another site',
      '/api/v1/documents',
      { ...forms, ...announced, Origin: 'https://evil.example' },
      403,
    ],
  ])('ends the connection with the answer where %s', async (_name, path, headers, status) => {
    const poured = await pour(path, { ...ours, Origin: portal.url, ...headers });
    expect(poured.status).toBe(status);
    expect(poured.head.toLowerCase()).toContain('connection: close');
    // What the two sockets hold between them is sent and not read.
    expect(poured.sentInBytes).toBeLessThan(16 * 1024 * 1024);
  });

  it('leaves the connection to the next request where it is small', async () => {
    const answer = await call('/api/v1/documents', 'POST', { ...ours, Origin: portal.url, ...forms }, 'small');
    expect([answer.status, answer.headers.get('connection')]).toEqual([401, 'keep-alive']);
  });
});

describe('a fault of ours', () => {
  it('is answered in general words with an id, is logged once under that id, and the process lives on', async () => {
    const lines: string[] = [];
    const logger = pino({}, { write: (line: string) => void lines.push(line) });
    const app = createApp({
      publicUrl: new URL('http://localhost:1'),
      storeOrigins: [],
      trustProxyHops: 0,
      logger,
      metrics: createMetrics().http,
      cookies: createCookieJar({ isHttps: false }),
      findSession: () => Promise.reject(new Error('secret detail: select * from sessions')),
      rateLimits,
      routes: [
        (api) =>
          api.route(getPortal, () => {
            throw new Error('secret detail: /var/lib/portal');
          }),
      ],
      roots: [],
      web: undefined,
    });
    const server = await startServer(app, { port: 0, host: undefined, isHttps: false });
    for (let i = 0; i < 2; i++) {
      const answer = await fetch(`http://localhost:${server.port}/api/v1/portal`);
      const problem = Problem.parse(await answer.json());
      expect(problem).toMatchObject({ status: 500, code: 'internal_error' });
      expect(JSON.stringify(problem)).not.toContain('secret detail');
      const logged = lines.filter((line) => line.includes(problem.instance) && line.includes('secret detail'));
      expect(logged).toHaveLength(1);
    }
    await server.stop(1_000);
  });

  it('cuts an answer that has begun, and is told to the log alone', async () => {
    vi.stubEnv('NODE_ENV', 'production');
    const printed = vi.spyOn(console, 'error');
    const lines: string[] = [];
    const app = createApp({
      publicUrl: new URL('http://localhost:1'),
      storeOrigins: [],
      trustProxyHops: 0,
      logger: pino({}, { write: (line: string) => void lines.push(line) }),
      metrics: createMetrics().http,
      cookies: createCookieJar({ isHttps: false }),
      findSession: async () => undefined,
      rateLimits,
      routes: [],
      roots: [
        (router) =>
          router.get('/half', (_request, response) => {
            response.write('half of it');
            throw new Error('secret detail: the rest is gone');
          }),
      ],
      web: undefined,
    });
    const server = await startServer(app, { port: 0, host: undefined, isHttps: false });
    const read = fetch(`http://localhost:${server.port}/half`).then((answer) => answer.text());
    await expect(read).rejects.toThrow(/terminated|fetch failed/);
    expect(lines.filter((line) => line.includes('secret detail'))).toHaveLength(1);
    expect(printed).not.toHaveBeenCalled();
    await server.stop(1_000);
    vi.unstubAllEnvs();
  });
});

describe('behind https', () => {
  it('row 11: cookies are __Host- and Secure, and browsers are told to stay with https', async () => {
    const secured = await startTestPortal({ config: { publicUrl: new URL('https://portal.example.org') } });
    const headers = { ...ours, Origin: 'https://portal.example.org', 'Content-Type': 'application/json' };
    const body = JSON.stringify({ channel: 'email', address: 'dana@example.org' });
    const answer = await fetch(`${secured.url}/api/v1/sign-in/codes`, { method: 'POST', headers, body });
    expect(answer.status).toBe(202);
    expect(answer.headers.getSetCookie()[0]).toMatch(
      /^__Host-portal_challenge=[\w-]+; Max-Age=300; Path=\/; HttpOnly; Secure; SameSite=Lax$/,
    );
    expect(answer.headers.get('strict-transport-security')).toContain('max-age=63072000');
    await secured.stop();
  });
});

describe('the address of the one who asks', () => {
  it('is not what a header says, unless a proxy of ours wrote it', async () => {
    const behindOne = await startTestPortal({ config: { trustProxyHops: 1 } });
    for (const [of, expected] of [
      [portal, /127\.0\.0\.1|::1/],
      [behindOne, /^203\.0\.113\.7$/],
    ] as const) {
      const patient = await signedInClient(of);
      await patient.delete('/session').set('X-Forwarded-For', '198.51.100.1, 203.0.113.7').expect(204);
      const text = `select ip_address from activity where action = 'signed_out' and actor_user_id = $1`;
      const [row] = await askDatabase(of.database, text, [patient.session.user.id]);
      expect(row?.['ip_address']).toMatch(expected);
    }
    await behindOne.stop();
  });
});

describe('the mailbox', () => {
  it('shows what was sent as text, whatever stands in it, newest first', async () => {
    const other = createTestClient(portal);
    await other.post('/sign-in/codes').send({ channel: 'email', address: "o'neil+<b>@example.org" }).expect(400);
    await other.post('/sign-in/codes').send({ channel: 'email', address: "o'neil+b&c@example.org" }).expect(202);
    await expect.poll(() => portal.readMailbox("o'neil+b&c@example.org")).toHaveLength(1);
    const page = await call('/dev/mailbox');
    expect(page.headers.get('content-type')).toContain('text/html');
    expect(page.text).toContain('o&#39;neil+b&#38;c@example.org');
    expect(page.text).toMatch(/<strong>\d{6}<\/strong>/);
    expect(page.text).not.toMatch(/<script|style=|<a /);
    const [newest] = await portal.readMailbox();
    expect(newest).toEqual({
      to: "o'neil+b&c@example.org",
      subject: expect.any(String),
      text: expect.any(String),
      html: expect.stringContaining('<!doctype html>'),
      sentAt: expect.any(String),
    });
  });

  it.each(['evil.example', 'evil.example:3000', 'localhost.evil.example', '127.0.0.1.evil.example', '192.168.1.7'])(
    'is not there for a page that came by another name of this machine: %j',
    async (host) => {
      for (const path of ['/dev/mailbox', '/dev/mailbox.json', '/dev/mailbox.css']) {
        expect(await statusUnder({ Host: host, 'X-Forwarded-Host': 'localhost' }, path)).toBe(404);
      }
    },
  );

  it.each(['localhost:1', '127.0.0.1', '[::1]:5000', 'LOCALHOST'])('is there for this machine: %s', async (host) => {
    expect(await statusUnder({ Host: host }, '/dev/mailbox.json')).toBe(200);
  });

  it('is told of to the page, with the ways that lead there', async () => {
    const answer = await fetch(`${portal.url}/api/v1/portal`);
    expect(await answer.json()).toMatchObject({ mailboxPath: '/dev/mailbox', signInChannels: ['email', 'sms'] });
  });

  it('is not there in production', async () => {
    const production = await startTestPortal({ config: { mode: 'production' } });
    for (const path of ['/dev/mailbox', '/dev/mailbox.json', '/dev/mailbox.css']) {
      expect((await fetch(production.url + path)).status).toBe(404);
    }
    const answer = await fetch(`${production.url}/api/v1/portal`);
    expect(await answer.json()).toMatchObject({ mode: 'production', mailboxPath: null });
    await production.stop();
  });
});

describe('a portal that stops', () => {
  it('says so at /readyz at once, and answers what it is asked until then', async () => {
    const stopping = await startTestPortal();
    stopping.portal.drain();
    const ready = await fetch(`${stopping.url}/readyz`);
    expect([ready.status, await ready.json()]).toEqual([503, { status: 'draining' }]);
    expect((await fetch(`${stopping.url}/livez`)).status).toBe(200);
    expect((await fetch(`${stopping.url}/api/v1/portal`)).status).toBe(200);
    await stopping.stop();
  });
});

/** `fetch` does not let its caller write a `Host`. */
async function statusUnder(headers: Record<string, string>, path: string): Promise<number | undefined> {
  const asking = httpRequest(portal.url + path, { headers, agent: false }).end();
  const [answer] = (await once(asking, 'response')) as [IncomingMessage];
  answer.resume();
  return answer.statusCode;
}

async function cookieOf({ agent }: SignedInClient): Promise<string> {
  const cookie = agent.jar.getCookie('portal_session', {
    domain: 'localhost',
    path: '/',
    secure: false,
    script: false,
  });
  return `portal_session=${cookie?.value}`;
}
