import { once } from 'node:events';
import { createServer, type Server } from 'node:http';
import { connect, type AddressInfo } from 'node:net';
import express from 'express';
import { afterAll, beforeAll, expect, it } from 'vitest';
import { jsonBody } from './json-body.ts';

let server: Server;

beforeAll(async () => {
  const app = express();
  app.post('/', jsonBody({ timeoutMs: 50 }), (request, response) => void response.json(request.body));
  server = createServer(app).listen(0);
  await once(server, 'listening');
});
afterAll(() => server.close());

it('waits for a body, but not for ever: the connection of one that stands still is cut', async () => {
  const { port } = server.address() as AddressInfo;
  const socket = connect(port, 'localhost');
  socket.write('POST / HTTP/1.1\r\nHost: localhost\r\nContent-Type: application/json\r\nContent-Length: 100\r\n\r\n{');
  await once(socket.resume(), 'close');
  expect(socket.destroyed).toBe(true);
});

it('gives back what was sent', async () => {
  const { port } = server.address() as AddressInfo;
  const headers = { 'Content-Type': 'application/json' };
  const answer = await fetch(`http://localhost:${port}`, { method: 'POST', headers, body: '{"a":1}' });
  expect(await answer.json()).toEqual({ a: 1 });
});
