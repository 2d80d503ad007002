import { once } from 'node:events';
import { mkdir, mkdtemp, rm, writeFile } from 'node:fs/promises';
import { createServer, type Server } from 'node:http';
import { connect, type AddressInfo } from 'node:net';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import express from 'express';
import { afterAll, beforeAll, expect, test } from 'vitest';
import { createServeWeb } from './serve-web.ts';

let folder: string;
let server: Server;

beforeAll(async () => {
  folder = await mkdtemp(join(tmpdir(), 'serve-web-'));
  const built = join(folder, '.hidden', 'dist');
  await mkdir(join(built, 'assets'), { recursive: true });
  await writeFile(join(built, 'index.html'), 'the page');
  await writeFile(join(built, 'assets', 'app.js'), 'the script');
  await writeFile(join(folder, '.hidden', 'secret.html'), 'the secret');
  server = createServer(express().use(createServeWeb(built))).listen(0, '127.0.0.1');
  await once(server, 'listening');
});

afterAll(async () => {
  server.close();
  await rm(folder, { recursive: true });
});

/** Asks for a path exactly as it is written, which `fetch` would tidy up. */
const ask = async (path: string): Promise<string> => {
  const socket = connect((server.address() as AddressInfo).port, '127.0.0.1');
  let said = '';
  socket.on('data', (piece) => (said += piece.toString()));
  socket.write(`GET ${path} HTTP/1.1\r\nHost: localhost\r\nAccept: text/html\r\nConnection: close\r\n\r\n`);
  await once(socket, 'close');
  return said;
};

test.each(['/', '/documents', '/documents/trash?q=a'])(
  'a browser gets the page at %s, in a folder that is hidden too',
  async (path) => {
    expect(await ask(path)).toMatch(/^HTTP\/1\.1 200 [^]*the page$/);
  },
);

test('a part of the page never changes', async () => {
  expect(await ask('/assets/app.js')).toMatch(/immutable[^]*the script$/);
});

test.each([
  '/../secret.html',
  '/%2e%2e/secret.html',
  '/assets/..%2f..%2fsecret.html',
  '/..%5csecret.html',
  '/assets/%00',
])('nobody leaves the folder by %s', async (path) => {
  const said = await ask(path);
  expect(said).toMatch(/^HTTP\/1\.1 (200|400|403|404) /);
  expect(said).not.toContain('the secret');
});
