import { execFileSync, spawn } from 'node:child_process';
import { mkdir, mkdtemp, readdir, readFile, readlink, rm } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { findFreePort } from '@portal/testing/ports';
import { afterAll, beforeAll, expect, test } from 'vitest';
import { type PortalProcess, watch } from './portal-process.test-support.ts';

const root = join(import.meta.dirname, '..', '..', '..');
const firstStartLimitMs = 90_000;
const laterStartLimitMs = 6_000;

let folder: string;
let clone: string;
let port: number;

beforeAll(async () => {
  // A folder that nobody but its owner may enter, as root's home; a home in which nothing was ever cached.
  folder = await mkdtemp(join(tmpdir(), 'fresh-clone-'));
  clone = join(folder, 'clone');
  await mkdir(join(folder, 'home'));
  execFileSync('git', ['clone', '--quiet', '--no-hardlinks', root, clone]);
  port = await findFreePort();
});

afterAll(() => rm(folder, { recursive: true, force: true }));

const machinePath = (): string =>
  (process.env['PATH'] ?? '')
    .split(':')
    .filter((entry) => !entry.includes('node_modules'))
    .join(':');

const npmStart = (): PortalProcess =>
  watch(
    spawn('npm', ['start'], {
      cwd: clone,
      // A process group of its own, so that a test can do what a terminal does on Ctrl-C.
      detached: true,
      stdio: ['ignore', 'pipe', 'pipe'],
      env: { PATH: machinePath(), HOME: join(folder, 'home'), PORT: String(port), npm_config_update_notifier: 'false' },
    }),
  );

/** The command lines of every process that was started from the clone. */
const leftProcesses = async (): Promise<string[]> => {
  const ids = (await readdir('/proc')).filter((name) => /^\d+$/.test(name));
  const found = await Promise.all(
    ids.map(async (id) => {
      try {
        const commandLine = (await readFile(`/proc/${id}/cmdline`, 'utf8')).replaceAll('\0', ' ');
        return commandLine.includes(clone) || (await readlink(`/proc/${id}/cwd`)).startsWith(clone)
          ? [commandLine]
          : [];
      } catch {
        // It ended while it was looked at.
        return [];
      }
    }),
  );
  return found.flat();
};

const readyIn = async (portal: PortalProcess): Promise<number> => {
  const startedAt = Date.now();
  expect(await portal.says('Portal ready'), portal.output()).toBe(true);
  expect(portal.output().trimEnd().split('\n').at(-1)).toBe(`Portal ready: http://localhost:${port}`);
  return Date.now() - startedAt;
};

test('a start that is interrupted while it installs ends at once and leaves no process', async () => {
  const portal = npmStart();
  expect(await portal.says('Installing')).toBe(true);
  portal.child.kill('SIGTERM');
  await portal.ended;
  expect(await leftProcesses()).toEqual([]);
});

test('a fresh clone is ready with one command', async () => {
  const portal = npmStart();
  expect(await readyIn(portal)).toBeLessThan(firstStartLimitMs);
  expect(await (await fetch(`http://localhost:${port}/`)).text()).toContain('<div id="root">');
  portal.child.kill('SIGTERM');
  expect((await portal.ended).exitCode).toBe(0);
  expect(await leftProcesses()).toEqual([]);
});

test('a later start needs no network and a few seconds', async () => {
  const portal = npmStart();
  expect(await readyIn(portal)).toBeLessThan(laterStartLimitMs);
  expect(portal.output()).not.toMatch(/Installing|Building/);
  process.kill(-(portal.child.pid ?? 0), 'SIGINT');
  await portal.ended;
  expect(await leftProcesses()).toEqual([]);
});
