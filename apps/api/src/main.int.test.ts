import { spawn } from 'node:child_process';
import { once } from 'node:events';
import { mkdtemp, rm } from 'node:fs/promises';
import { request } from 'node:http';
import { createServer } from 'node:net';
import type { AddressInfo } from 'node:net';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { sampleOf } from '@portal/testing/internal-answers';
import { findFreePort } from '@portal/testing/ports';
import { createTestDatabase, type TestDatabase } from '@portal/testing/postgres';
import { afterAll, beforeAll, describe, expect, it, vi } from 'vitest';

/** A process starts in a second; on a machine that is busy with other tests, not so soon. */
const startTimeoutMs = 45_000;
vi.setConfig({ testTimeout: 60_000 });

const main = new URL('main.ts', import.meta.url).pathname;

function start(environment: Record<string, string>) {
  const child = spawn(process.execPath, [main], { env: environment, stdio: ['ignore', 'pipe', 'pipe'] });
  const exited = once(child, 'exit') as Promise<[number | null]>;
  const output = { text: '' };
  for (const stream of [child.stdout, child.stderr]) {
    stream.setEncoding('utf8').on('data', (chunk: string) => (output.text += chunk));
  }
  return { child, exited, output };
}

let database: TestDatabase;
let enough: Record<string, string>;
beforeAll(async () => {
  database = await createTestDatabase();
  enough = {
    PORTAL_MODE: 'local',
    DATABASE_URL: database.applicationUrl,
    DATA_DIR: await mkdtemp(join(tmpdir(), 'portal-data-')),
    CODE_PEPPER: 'p'.repeat(32),
    URL_SIGNING_KEY: 'k'.repeat(32),
  };
});
afterAll(async () => {
  await database.drop();
  await rm(enough['DATA_DIR']!, { recursive: true });
});

describe('the process of the API', () => {
  it('says every fault of its configuration in one line and does not start', async () => {
    const { exited, output } = start({ PORTAL_MODE: 'production', PORT: 'many' });
    expect((await exited)[0]).toBe(1);
    const lines = output.text.trim().split('\n');
    expect(lines).toContain('PORT is not a whole number.');
    expect(lines.every((line) => /^[A-Z_]+ .*\.$/.test(line))).toBe(true);
  });

  it('finishes what it is asked when it is told to stop, and ends with 0', async () => {
    const [port, internalPort] = await Promise.all([findFreePort(), findFreePort()]);
    const { child, exited, output } = start({ ...enough, PORT: String(port), INTERNAL_PORT: String(internalPort) });
    await expect.poll(() => output.text, { timeout: startTimeoutMs }).toContain('"listening"');
    const watched = `http://127.0.0.1:${internalPort}`;
    expect(await (await fetch(`${watched}/health`)).json()).toMatchObject({ status: 'up' });
    await expect(fetch(`http://127.0.0.2:${internalPort}/health`)).rejects.toThrow('fetch failed');
    // Another address of this machine, as one on the network is: the mailbox is for none of them.
    await expect(fetch(`http://127.0.0.2:${port}/livez`)).rejects.toThrow('fetch failed');
    const url = `http://localhost:${port}`;
    const ours = { Origin: url, 'X-Requested-With': 'fetch', 'Content-Type': 'application/json' };
    // The server says "continue" when the request has begun and its body is waited for.
    const headers = { ...ours, Expect: '100-continue' };
    const slow = request(`${url}/api/v1/sign-in/codes`, { method: 'POST', headers });
    const answered = once(slow, 'response');
    const begun = once(slow, 'continue');
    slow.flushHeaders();
    await begun;
    slow.write('{"channel":"email",');
    child.kill('SIGTERM');
    await expect.poll(() => output.text).toContain('running requests finish first');
    // Whoever watches sees it end, and what it is.
    const metrics = await (await fetch(`${watched}/metrics`)).text();
    expect(sampleOf(metrics, 'nodejs_eventloop_lag_p99_seconds')).toBeGreaterThan(0);
    expect(sampleOf(metrics, 'process_resident_memory_bytes')).toBeGreaterThan(10_000_000);
    slow.end('"address":"dana@example.org"}');
    const [answer] = (await answered) as [{ statusCode: number; resume: () => void }];
    answer.resume();
    expect(answer.statusCode).toBe(202);
    expect((await exited)[0]).toBe(0);
    expect(output.text).not.toContain('dana');
    await expect(fetch(`${watched}/health`)).rejects.toThrow('fetch failed');
  });

  it.each([
    ['PORT', 'INTERNAL_PORT'],
    ['INTERNAL_PORT', 'PORT'],
  ])('says in one line that %s is taken, and does not start', async (taken, free) => {
    const other = createServer().listen({ port: 0, host: '127.0.0.1' });
    await once(other, 'listening');
    const { port } = other.address() as AddressInfo;
    const { exited, output } = start({ ...enough, [taken]: String(port), [free]: String(await findFreePort()) });
    expect((await exited)[0]).toBe(1);
    expect(output.text).toBe(`${taken} ${port} is taken by another program: stop it, or choose another.\n`);
    other.close();
  });
});
