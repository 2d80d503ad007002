import { spawn } from 'node:child_process';
import { once } from 'node:events';
import { mkdtemp, rm } from 'node:fs/promises';
import { request } from 'node:http';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { findFreePort } from '@portal/testing/ports';
import { createTestDatabase } from '@portal/testing/postgres';
import { describe, expect, it } from 'vitest';

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

describe('the process of the API', () => {
  it('says every fault of its configuration in one line and does not start', async () => {
    const { exited, output } = start({ PORTAL_MODE: 'production', PORT: 'many' });
    expect((await exited)[0]).toBe(1);
    const lines = output.text.trim().split('\n');
    expect(lines).toContain('PORT is not a whole number.');
    expect(lines.every((line) => /^[A-Z_]+ .*\.$/.test(line))).toBe(true);
  });

  it('finishes what it is asked when it is told to stop, and ends with 0', async () => {
    const [port, database, dataFolder] = await Promise.all([
      findFreePort(),
      createTestDatabase(),
      mkdtemp(join(tmpdir(), 'portal-data-')),
    ]);
    const { child, exited, output } = start({
      PORTAL_MODE: 'local',
      PORT: String(port),
      DATABASE_URL: database.applicationUrl,
      DATA_DIR: dataFolder,
      CODE_PEPPER: 'p'.repeat(32),
      URL_SIGNING_KEY: 'k'.repeat(32),
    });
    await expect.poll(() => output.text, { timeout: 10_000 }).toContain('"listening"');
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
    slow.end('"address":"dana@example.org"}');
    const [answer] = (await answered) as [{ statusCode: number; resume: () => void }];
    answer.resume();
    expect(answer.statusCode).toBe(202);
    expect((await exited)[0]).toBe(0);
    expect(output.text).not.toContain('dana');
    await database.drop();
    await rm(dataFolder, { recursive: true });
  });
});
