import { once } from 'node:events';
import { createServer, request as httpRequest, type IncomingMessage, type Server } from 'node:http';
import type { AddressInfo } from 'node:net';
import { afterAll, beforeAll, expect, test } from 'vitest';
import { leadToOwnHost } from './own-host.ts';

const page = 'text/html,application/xhtml+xml,*/*;q=0.8';
const publicUrl = new URL('http://localhost:3000');
let server: Server;

beforeAll(async () => {
  server = createServer(leadToOwnHost(publicUrl, (_request, response) => response.end('served')));
  server.listen(0, '127.0.0.1');
  await once(server, 'listening');
});

afterAll(() => server.close());

type Asked = { host: string; accept?: string; method?: string; path?: string };

const ask = async ({ host, accept = page, method = 'GET', path = '/documents?q=a' }: Asked) => {
  const { port } = server.address() as AddressInfo;
  const headers = { Host: host, Accept: accept };
  const asking = httpRequest({ host: '127.0.0.1', port, method, path, headers, agent: false }).end();
  const [answer] = (await once(asking, 'response')) as [IncomingMessage];
  answer.resume();
  return [answer.statusCode, answer.headers.location];
};

test.each(['127.0.0.1:3000', '[::1]:3000'])('a browser at %s goes on where the portal is', async (host) => {
  expect(await ask({ host })).toEqual([302, 'http://localhost:3000/documents?q=a']);
});

test('nobody is led to another place by what they ask for', async () => {
  expect(await ask({ host: '127.0.0.1:3000', path: '//evil.example' })).toEqual([
    302,
    'http://localhost:3000//evil.example',
  ]);
  expect(await ask({ host: '127.0.0.1:3000', path: 'http://evil.example/' })).toEqual([302, 'http://localhost:3000/']);
});

test.each<[string, Asked]>([
  ['comes by its own name', { host: 'localhost:3000' }],
  ['is no page', { host: '127.0.0.1:3000', accept: '*/*' }],
  ['writes', { host: '127.0.0.1:3000', method: 'POST' }],
  ['comes by another port', { host: '127.0.0.1:5000' }],
  ['comes by a name of another machine', { host: 'portal.example.org:3000' }],
  ['names a host that is none', { host: 'a b' }],
])('what %s is served as it is', async (_what, asked) => {
  expect(await ask(asked)).toEqual([200, undefined]);
});
