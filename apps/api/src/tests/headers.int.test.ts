import { fileURLToPath } from 'node:url';
import type { Endpoint } from '@portal/contract/endpoint';
import { endpoints } from '@portal/contract/endpoints';
import { Problem } from '@portal/contract/problem';
import { signedInClient } from '@portal/testing/signed-in-client';
import { createTestClient } from '@portal/testing/test-client';
import { startTestPortal } from '@portal/testing/test-portal';
import type { TestPortal } from '@portal/testing/test-portal';
import { addDocument, openConnection } from '@portal/testing/upload-tools';
import { newId } from '@portal/core/new-id';
import express from 'express';
import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import { ask } from './walk-contract.ts';
import type { Answer } from './walk-contract.ts';

let portal: TestPortal;
let secured: TestPortal;
beforeAll(async () => {
  [portal, secured] = await Promise.all([
    startTestPortal(),
    startTestPortal({ config: { publicUrl: new URL('https://portal.example.org') } }),
  ]);
});
afterAll(() => Promise.all([portal.stop(), secured.stop()]));

/** Of a document itself the policy is stricter still: nothing in it runs, whatever it is. */
const filePolicy = "sandbox; default-src 'none'";
const pagePolicy = /^default-src 'none'; script-src 'self';.*frame-ancestors 'none'$/;
const hsts = 'max-age=63072000; includeSubDomains';

function expectProtected(headers: Record<string, string>, { isHttps }: { isHttps: boolean }): void {
  const policy = headers['content-security-policy'] ?? '';
  if (policy !== filePolicy) expect(policy).toMatch(pagePolicy);
  expect(headers).toMatchObject({
    'x-content-type-options': 'nosniff',
    'x-frame-options': 'DENY',
    'referrer-policy': 'no-referrer',
    'cross-origin-opener-policy': 'same-origin',
    'cross-origin-resource-policy': 'same-origin',
    'permissions-policy': expect.stringContaining('microphone=()'),
    'cache-control': expect.stringMatching(/^(private, )?no-store$/),
    'x-request-id': expect.stringMatching(/^[0-9a-f]{8}-[0-9a-f]{4}-7/),
  });
  expect(headers['x-powered-by']).toBeUndefined();
  expect(headers['strict-transport-security']).toBe(isHttps ? hsts : undefined);
}

const named = (list: readonly Endpoint[]) => list.map((endpoint) => [endpoint.name, endpoint] as const);

describe('every answer', () => {
  it.each(named(endpoints))(
    'row 35: of %s carries the headers that protect it, refused or not',
    async (_name, endpoint) => {
      const patient = await signedInClient(portal);
      const { id } = await addDocument(patient, 'a document');
      const fill = { ids: { documentId: id }, textOf: () => 'word' };
      const answers: [Answer, boolean][] = [
        [(await ask(endpoint, createTestClient(secured), fill)).answer, true],
        [(await ask(endpoint, createTestClient(portal), fill)).answer, false],
        [(await ask(endpoint, patient, { ...fill, ids: { documentId: newId() } })).answer, false],
        [(await ask(endpoint, patient, fill)).answer, false],
      ];
      for (const [{ headers }, isHttps] of answers) expectProtected(headers, { isHttps });
      const last = answers.at(-1)?.[0];
      if (last?.headers['location']?.includes('/files/')) {
        const file = await patient.agent.get(last.headers['location']);
        expect(file.status).toBe(200);
        expectProtected(file.headers, { isHttps: false });
        expect(file.headers['content-security-policy']).toBe(filePolicy);
      }
    },
  );

  it.each([
    ['GET', '/livez', 200],
    ['GET', '/readyz', 200],
    ['GET', '/api/v1/openapi.json', 200],
    ['GET', '/api/docs', 200],
    ['GET', '/dev/mailbox', 200],
    ['GET', '/dev/mailbox.json', 200],
    ['GET', '/files/none', 403],
    ['DELETE', '/files/none', 403],
    ['OPTIONS', '/api/v1/documents', 405],
    ['PUT', '/api/v1/documents', 403],
    ['GET', '/api/nothing', 404],
    ['GET', '/nothing', 404],
    ['GET', '/%', 404],
    ['GET', '/api/v1/%2e%2e/%00', 404],
  ])('row 35: of %s %s carries them too (%i)', async (method, path, status) => {
    const answer = await fetch(portal.url + path, { method });
    expect([path, answer.status]).toEqual([path, status]);
    expectProtected(Object.fromEntries(answer.headers), { isHttps: false });
  });
});

describe('the page and its parts', () => {
  it('row 35: carry them, but for how long they may be kept', async () => {
    const serving = await startTestPortal({ web: express.static(fileURLToPath(new URL('.', import.meta.url))) });
    for (const path of ['/headers.int.test.ts', '/no-such-part.js']) {
      const { status, headers } = await fetch(serving.url + path);
      expect(status).toBe(path.startsWith('/headers') ? 200 : 404);
      expectProtected({ ...Object.fromEntries(headers), 'cache-control': 'no-store' }, { isHttps: false });
    }
    await serving.stop();
  });
});

describe('what Node cannot read as a request', () => {
  const host = 'Host: localhost\r\n';
  it.each([
    ['nonsense', 'nonsense\r\n\r\n', 400],
    ['a version that is none', 'GET / HTTP/9.9\r\n\r\n', 400],
    ['no host', 'GET /livez HTTP/1.1\r\nConnection: close\r\n\r\n', 400],
    ['a header that is none', `GET / HTTP/1.1\r\n${host}bad header\r\n\r\n`, 400],
    ['two lengths', `POST / HTTP/1.1\r\n${host}Content-Length: 1\r\nContent-Length: 2\r\n\r\n`, 400],
    [
      'a length beside chunks',
      `POST / HTTP/1.1\r\n${host}Content-Length: 1\r\nTransfer-Encoding: chunked\r\n\r\n0\r\n\r\n`,
      400,
    ],
    ['too many headers', `GET / HTTP/1.1\r\n${host}X: ${'x'.repeat(100_000)}\r\n\r\n`, 431],
    ['an expectation nobody knows', `GET /nothing HTTP/1.1\r\n${host}Expect: tea\r\nConnection: close\r\n\r\n`, 404],
  ])('row 35: is refused with the same headers and a problem: %s', async (_name, request, status) => {
    for (const [of, isHttps] of [
      [portal, false],
      [secured, true],
    ] as const) {
      const { socket, answer } = openConnection(of);
      socket.write(request);
      const { status: got, head, body } = await answer;
      expect(got).toBe(status);
      const headers = headersOf(head);
      expectProtected(headers, { isHttps });
      expect(Problem.parse(JSON.parse(body))).toMatchObject({ status, instance: headers['x-request-id'] });
    }
    expect((await fetch(`${portal.url}/livez`)).status).toBe(200);
  });

  it('row 35: is no second answer to a request that was answered already', async () => {
    const { socket, answer } = openConnection(portal);
    socket.write(`GET /livez HTTP/1.1\r\n${host}\r\nnonsense\r\n\r\n`);
    const { status, head } = await answer;
    expect(status).toBe(200);
    expectProtected(headersOf(head), { isHttps: false });
  });
});

/** By their names in lower case, as they stand on the wire. */
function headersOf(head: string): Record<string, string> {
  const lines = head.split('\r\n').slice(1);
  const split = lines.map((line) => /^([^:]+):\s*(.*)$/.exec(line) ?? []);
  return Object.fromEntries(split.map(([, name = '', value = '']) => [name.toLowerCase(), value]));
}
