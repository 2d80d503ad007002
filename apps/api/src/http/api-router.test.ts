import { once } from 'node:events';
import { createServer, type Server } from 'node:http';
import type { AddressInfo } from 'node:net';
import { getPortal } from '@portal/contract/portal.endpoints';
import { Problem } from '@portal/contract/problem';
import express from 'express';
import { pino } from 'pino';
import { afterEach, expect, it } from 'vitest';
import { apiPath, createApiRouter } from './api-router.ts';
import type { RouteAnswer } from './api-routes.ts';
import { answerErrors } from './send-problem.ts';

const portal = {
  mode: 'local',
  scanner: 'none',
  mailboxPath: null,
  maxUploadSizeInBytes: 1024,
  maxResumableUploadSizeInBytes: 4096,
} as const;
const servers: Server[] = [];

afterEach(() => {
  for (const server of servers.splice(0)) server.close();
});

/** What a client gets where the handler of `GET /portal` answers this, whatever the types say of it. */
async function answerWhen(answer: object): Promise<{ status: number; body: unknown }> {
  const app = express().use(
    apiPath,
    createApiRouter({
      requireSession: [],
      routes: [(api) => api.route(getPortal, () => answer as RouteAnswer<typeof getPortal>)],
    }),
    answerErrors(pino({ level: 'silent' })),
  );
  const server = createServer(app).listen(0, '127.0.0.1');
  servers.push(server);
  await once(server, 'listening');
  const { port } = server.address() as AddressInfo;
  const response = await fetch(`http://127.0.0.1:${port}${apiPath}/portal`);
  return { status: response.status, body: await response.json() };
}

it('what the contract names leaves as it is', async () => {
  expect(await answerWhen({ status: 200, body: portal })).toEqual({ status: 200, body: portal });
});

// The mutant: `promised.body?.parse(…)` out of api-router.ts.
it.each([
  ['a field that the contract does not name', { status: 200, body: { ...portal, storageKey: 'canary' } }],
  ['a field of another kind', { status: 200, body: { ...portal, mode: 'canary' } }],
  ['a status that the contract does not promise', { status: 202, body: { ...portal, mode: 'canary' } }],
])('%s never leaves: it is a fault of ours', async (_what, answer) => {
  const { status, body } = await answerWhen(answer);
  expect(status).toBe(500);
  expect(Problem.parse(body).code).toBe('internal_error');
  expect(JSON.stringify(body)).not.toContain('canary');
});
